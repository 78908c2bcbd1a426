"""Splitting a message from the case that it was added to: it opens another one."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.kept_case import kept_case
from actions.cases.opening import case_reference, open_case
from actions.casework.case_history import record_step
from actions.casework.refusals import NothingToSplit
from actions.casework.staff_turn import turn_of
from actions.settings.house import House
from store.models.cases import Case, CaseEvent, CaseKind, CaseStep
from store.models.conversations import QUIET, Conversation, Direction, Message
from store.queries.not_found import NotFound

SPLIT_KINDS = (CaseKind.COMPLAINT, CaseKind.INQUIRY, CaseKind.HUMAN)


async def split_message(
    session: AsyncSession,
    conversation_id: int,
    message_id: int,
    kind: CaseKind,
    staff_id: int,
    now: datetime,
    house: House,
) -> Case:
    """Open a case for words of a customer that were about another matter, and return it.

    It is due as if it had been opened when the customer wrote; where a person answered these words in time,
    that promise was kept, and the case has the time of one that is opened now. The customer is told nothing.
    The talk stays with the case that it was about. Merging the two cases takes it back.

    Raises:
        NotFound: there is no such conversation, or no such message in it.
        NothingToSplit: the message is not the customer's, or has opened a case before.
    """
    talk = await session.get(Conversation, conversation_id, with_for_update=True)
    if talk is None:
        raise NotFound("conversation", conversation_id)
    message = await session.get(Message, message_id)
    if message is None or message.conversation_id != talk.id:
        raise NotFound("message", message_id)
    if message.direction is not Direction.IN or message.kind in QUIET or await _opened(session, message):
        raise NothingToSplit
    before, matter = await _case_before(session, message), talk.matter_id
    case = await open_case(await turn_of(session, talk, now, house), kind, message)
    talk.matter_id = matter if matter is not None else case.id
    case.due_at = await _due(session, message, now, house)
    record_step(
        session, case, CaseStep.SPLIT, staff_id, now, detail=case_reference(before) if before else None
    )
    if before is not None:
        record_step(session, before, CaseStep.SPLIT, staff_id, now, detail=case_reference(case))
    return case


async def _due(session: AsyncSession, message: Message, now: datetime, house: House) -> datetime:
    due = house.calendar.after(message.created_at, house.first_reply)
    answers = select(Message.id).where(
        Message.conversation_id == message.conversation_id,
        Message.id > message.id,
        Message.staff_id.is_not(None),
        Message.deleted_at.is_(None),
        Message.created_at <= due,
    )
    return house.calendar.after(now, house.first_reply) if await session.scalar(answers.limit(1)) else due


async def _opened(session: AsyncSession, message: Message) -> bool:
    """Whether the message has opened a case."""
    return bool(await session.scalar(select(exists().where(Case.message_id == message.id))))


async def _case_before(session: AsyncSession, message: Message) -> Case | None:
    """Return the case that the message was added to, or the one that it went into; the last of several."""
    statement = (
        select(Case)
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(CaseEvent.message_id == message.id)
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )
    found = await session.scalar(statement)
    return None if found is None else await kept_case(session, found)
