"""Telling how a case stands, and reopening one that is not solved."""

from sqlalchemy import select

from actions.cases.opening import add_step, case_reference
from actions.cases.reopening import reopen_case
from actions.matters.burst import note_said
from actions.matters.case_question import CaseQuestion
from actions.matters.situation import Said
from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed
from actions.turn.promise import promised_time, time_of
from actions.turn.turn import Turn
from store.models.cases import Case, CaseStatus, CaseStep
from store.models.conversations import Awaited, Message
from store.models.staff import Staff

PREFIX = "r:"
QUESTION = CaseQuestion(PREFIX, Reply.REOPEN_YES, Reply.REOPEN_NO, of_open=False)


async def tell_state(turn: Turn, case: Case, message: Message) -> None:
    """Say how an open case stands, and note for staff that the customer asked."""
    await add_step(turn, case, CaseStep.CHASED, message)
    case.chased_at = turn.now
    turn.conversation.matter_id = case.id
    note_said(turn, Said.MATTER)
    values = {"reference": case_reference(case), "assignee": await assignee_of(turn, case)}
    if case.status is CaseStatus.WAITING:
        await turn.say(turn.text(Reply.STATE_WAITING, **values))
    elif case.due_at <= turn.now:
        await turn.say(turn.text(Reply.STATE_LATE, **values))
    else:
        await turn.say(turn.text(Reply.STATE, due=promised_time(turn, case.due_at), **values))


async def offer_to_reopen(turn: Turn, case: Case, message: Message) -> None:
    """Say when a case was closed, and offer to open it again."""
    await add_step(turn, case, CaseStep.MESSAGE, message)
    turn.conversation.matter_id = case.id
    note_said(turn, Said.MATTER)
    _wait_for_consent(turn, case)
    when = time_of(turn, case.settled_at or turn.now)
    reply = Reply.MATTER_WITHDRAWN if case.status is CaseStatus.WITHDRAWN else Reply.MATTER_CLOSED
    await turn.say(turn.text(reply, reference=case_reference(case), when=when), QUESTION.buttons(turn, case))


async def reopen(turn: Turn, case: Case, message: Message | None) -> None:
    """Open a closed case again and say so."""
    _stop_waiting(turn)
    await reopen_case(turn, case, message)
    note_said(turn, Said.MATTER)
    values = {"reference": case_reference(case), "assignee": await assignee_of(turn, case)}
    await turn.say(turn.text(Reply.REOPENED, due=promised_time(turn, case.due_at), **values))


async def leave_closed(turn: Turn) -> None:
    """Leave a case closed, as the customer wants."""
    _stop_waiting(turn)
    await turn.say(turn.text(Reply.LEFT_CLOSED))


async def reopen_by_button(turn: Turn, pressed: ButtonPressed) -> None:
    """Take the answer to the offer, once.

    Raises:
        Forged: this customer was not asked so.
    """
    if (answered := await QUESTION.answered(turn, pressed)) is not None:
        case, agreed = answered
        await (reopen(turn, case, None) if agreed else leave_closed(turn))


async def assignee_of(turn: Turn, case: Case) -> str:
    """Return the words that name who looks after a case; nothing where the house names no one."""
    if case.assignee_id is None or not turn.house.matters.names_assignee:
        return ""
    name = await turn.session.scalar(select(Staff.name).where(Staff.id == case.assignee_id))
    return turn.text(Reply.ASSIGNEE, name=name) if name else ""


def _wait_for_consent(turn: Turn, case: Case) -> None:
    if turn.conversation.awaited is not Awaited.SURVEY_TEXT:
        turn.conversation.awaited, turn.conversation.awaited_for = Awaited.REOPENING, case.id


def _stop_waiting(turn: Turn) -> None:
    if turn.conversation.awaited is Awaited.REOPENING:
        turn.conversation.awaited = turn.conversation.awaited_for = None
