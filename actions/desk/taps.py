"""A pressed button goes to the part that made it, named by the first characters of its data."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from actions.answers.showing.answer_message import PREFIX as ANSWER
from actions.answers.showing.answer_taps import take_answer_tap
from actions.commands.choose_language import PREFIX as LANGUAGE
from actions.commands.choose_language import choose_language_by_button
from actions.commands.forget import PREFIX as FORGET
from actions.commands.forget import forget_by_button
from actions.matters.standing import PREFIX as REOPENING
from actions.matters.standing import reopen_by_button
from actions.matters.unclear import PREFIX as INTENT
from actions.matters.unclear import choose_intent
from actions.matters.withdrawal import PREFIX as WITHDRAWAL
from actions.matters.withdrawal import withdraw_by_button
from actions.settings.replies import Reply
from actions.surveys.asking.buttons import PREFIX as SURVEY
from actions.surveys.asking.taps_on_answers import tap
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Turn
from store.models.staff import AuditEntry


@dataclass(frozen=True, slots=True)
class ButtonOwner:
    """The maker of a button: its name in the audit log, and what takes the tap or raises `Forged`."""

    name: str
    take: Callable[[Turn, ButtonPressed], Awaitable[None]]


BUTTON_OWNERS: Mapping[str, ButtonOwner] = {
    ANSWER: ButtonOwner("answer", take_answer_tap),
    INTENT: ButtonOwner("intent", choose_intent),
    REOPENING: ButtonOwner("reopening", reopen_by_button),
    WITHDRAWAL: ButtonOwner("withdrawal", withdraw_by_button),
    LANGUAGE: ButtonOwner("language", choose_language_by_button),
    SURVEY: ButtonOwner("survey", tap),
    FORGET: ButtonOwner("forget", forget_by_button),
}


async def route_tap(turn: Turn, pressed: ButtonPressed) -> None:
    """Hand the tap on. One that we did not make for this customer is refused politely, and audited."""
    maker = next((each for prefix, each in BUTTON_OWNERS.items() if pressed.data.startswith(prefix)), None)
    if maker is None:
        await _refuse(turn, pressed, Reply.BUTTON_STALE, "unknown")  # an older release may have made it
        return
    try:
        await maker.take(turn, pressed)
    except Forged:
        await _refuse(turn, pressed, Reply.BUTTON_FOREIGN, maker.name)


async def _refuse(turn: Turn, pressed: ButtonPressed, reply: Reply, subject: str) -> None:
    await turn.answer_tap(pressed.tap_id, turn.text(reply))
    turn.session.add(
        AuditEntry(at=turn.now, actor=f"customer:{turn.customer.id}", action="tap.refused", subject=subject)
    )
