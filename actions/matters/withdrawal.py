"""Taking a case back: the customer is asked once, and then it is closed as withdrawn."""

from actions.cases.alerts import clear
from actions.cases.opening import add_step, case_reference
from actions.matters.burst import note_said
from actions.matters.situation import Said
from actions.matters.standing import case_of_button
from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.promise import promised_time
from actions.turn.turn import Turn
from store.models.cases import OPEN_STATUSES, Case, CaseStatus, CaseStep
from store.models.conversations import Awaited, Message
from store.queues.outbox import Button

PREFIX = "w:"
YES, NO = "yes", "no"


async def ask_to_withdraw(turn: Turn, case: Case, message: Message) -> None:
    """Ask whether a case is to be closed; the words of the customer are kept with it."""
    await add_step(turn, case, CaseStep.MESSAGE, message)
    turn.conversation.matter_id = case.id
    note_said(turn, Said.MATTER)
    if turn.conversation.awaited is not Awaited.SURVEY_TEXT:
        turn.conversation.awaited, turn.conversation.awaited_for = Awaited.WITHDRAWAL, case.id
    row = (
        Button(turn.text(Reply.WITHDRAW_YES), f"{PREFIX}{case.id}:{YES}"),
        Button(turn.text(Reply.WITHDRAW_NO), f"{PREFIX}{case.id}:{NO}"),
    )
    await turn.say(turn.text(Reply.WITHDRAW_ASK, reference=case_reference(case)), (row,))


async def withdraw(turn: Turn, case: Case, message: Message | None = None) -> None:
    """Close a case as withdrawn: no apology, no survey."""
    _stop_waiting(turn, case)
    case.status, case.settled_at, case.paused_at = CaseStatus.WITHDRAWN, turn.now, None
    case.chased_at = None
    await add_step(turn, case, CaseStep.WITHDRAWN, message)
    await clear(turn.session, case, turn.now)
    note_said(turn, Said.SMALL_TALK)
    await turn.say(turn.text(Reply.WITHDRAWN, reference=case_reference(case)))


async def keep_open(turn: Turn, case: Case) -> None:
    """Go on with a case, as the customer wants."""
    _stop_waiting(turn, case)
    due = promised_time(turn, case.due_at)
    await turn.say(turn.text(Reply.WITHDRAW_KEPT, reference=case_reference(case), due=due))


async def withdraw_by_button(turn: Turn, pressed: ButtonPressed) -> None:
    """Take the answer to the question, once.

    Raises:
        Forged: this customer was not asked so.
    """
    number, _, answer = pressed.data.removeprefix(PREFIX).partition(":")
    case = await case_of_button(turn, pressed, number)
    if answer not in (YES, NO):
        raise Forged(pressed.data)
    if case.status not in OPEN_STATUSES:
        await turn.answer_tap(pressed.tap_id, turn.text(Reply.BUTTON_STALE))
        return
    await turn.answer_tap(pressed.tap_id)
    label = Reply.WITHDRAW_YES if answer == YES else Reply.WITHDRAW_NO
    await turn.edit(pressed.message_id, turn.text(Reply.UNCLEAR_CHOSEN, intent=turn.text(label)))
    await (withdraw(turn, case) if answer == YES else keep_open(turn, case))


def _stop_waiting(turn: Turn, case: Case) -> None:
    """Wait for no answer about this case any more."""
    talk = turn.conversation
    if talk.awaited in (Awaited.WITHDRAWAL, Awaited.ORDER_NUMBER) and talk.awaited_for == case.id:
        talk.awaited = talk.awaited_for = None
