"""Taking a case back: the customer is asked once, and then it is closed as withdrawn."""

from actions.cases.alerts import clear
from actions.cases.opening import add_step, case_reference
from actions.matters.burst import note_said
from actions.matters.case_question import CaseQuestion
from actions.matters.situation import Said
from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed
from actions.turn.promise import promised_time
from actions.turn.turn import Turn
from store.models.cases import Case, CaseStatus, CaseStep
from store.models.conversations import Awaited, Message

PREFIX = "w:"
QUESTION = CaseQuestion(PREFIX, Reply.WITHDRAW_YES, Reply.WITHDRAW_NO, of_open=True)


async def ask_to_withdraw(turn: Turn, case: Case, message: Message) -> None:
    """Ask whether a case is to be closed; the words of the customer are kept with it."""
    await add_step(turn, case, CaseStep.MESSAGE, message)
    turn.conversation.matter_id = case.id
    note_said(turn, Said.MATTER)
    if turn.conversation.awaited is not Awaited.SURVEY_TEXT:
        turn.conversation.awaited, turn.conversation.awaited_for = Awaited.WITHDRAWAL, case.id
    asked = turn.text(Reply.WITHDRAW_ASK, reference=case_reference(case))
    await turn.say(asked, QUESTION.buttons(turn, case))


async def withdraw(turn: Turn, case: Case, message: Message | None = None) -> None:
    """Close a case as withdrawn: no apology, no survey."""
    _stop_waiting(turn, case)
    case.status, case.settled_at, case.paused_at = CaseStatus.WITHDRAWN, turn.now, None
    case.chased_at = case.snoozed_until = None
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
    if (answered := await QUESTION.answered(turn, pressed)) is not None:
        case, agreed = answered
        await (withdraw(turn, case) if agreed else keep_open(turn, case))


def _stop_waiting(turn: Turn, case: Case) -> None:
    """Wait for no answer about this case any more."""
    talk = turn.conversation
    if talk.awaited in (Awaited.WITHDRAWAL, Awaited.ORDER_NUMBER) and talk.awaited_for == case.id:
        talk.awaited = talk.awaited_for = None
