"""A pressed button goes to whoever made it; the first characters of its data tell."""

from collections.abc import Awaitable, Callable, Mapping

from actions.commands.forget import PREFIX as FORGET
from actions.commands.forget import forget_by_button
from actions.commands.language import PREFIX as LANGUAGE
from actions.commands.language import choose_language_by_button
from actions.incoming import ButtonPressed
from actions.replies import Reply
from actions.surveys.answers import tap
from actions.surveys.buttons import PREFIX as SURVEY
from actions.turn import Turn
from actions.unclear import PREFIX as INTENT
from actions.unclear import choose_intent

HANDLERS: Mapping[str, Callable[[Turn, ButtonPressed], Awaitable[None]]] = {
    INTENT: choose_intent,
    LANGUAGE: choose_language_by_button,
    SURVEY: tap,
    FORGET: forget_by_button,
}


async def press(turn: Turn, pressed: ButtonPressed) -> None:
    """Hand the tap on; a button that nobody knows any more is refused politely."""
    for prefix, handler in HANDLERS.items():
        if pressed.data.startswith(prefix):
            await handler(turn, pressed)
            return
    await turn.answer_tap(pressed.tap_id, turn.text(Reply.BUTTON_STALE))
