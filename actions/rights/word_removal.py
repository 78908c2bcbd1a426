"""Taking the words out of what is kept: of conversations and what hangs on them, and of answers.

A conversation goes as a whole, once its newest message is old enough and none of its cases is open: texts and
files, earlier wordings, notes, tags, order numbers and comments of reviewers. Intents, corrections, marks,
ratings and times stay, so that every report stays as it was. Who has no words left here is no longer known by
name.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.cases import OPEN_STATUSES, Case, CaseEvent, CaseStep
from store.models.conversations import Conversation, Message, Note, ReadingPlace, Revision
from store.models.customers import Customer, CustomerPhone
from store.models.reviews import CorrectiveAction, CorrectiveStep, Reading
from store.models.staff_files import StaffFile
from store.models.surveys import Answer, Service
from store.queries.paging import Cursor, beyond

AT_ONCE = 100
IN_WORDS = (CaseStep.NOTE, CaseStep.ORDER_NUMBER, CaseStep.MESSAGE, CaseStep.TAGGED, CaseStep.UNTAGGED)
# That it was forwarded stays: it was not praise of the customer's before, and must not become so.
FORWARDED = case((Message.forwarded_from.is_not(None), "–"))
IN_BULK = {"synchronize_session": False}


async def due_conversations(
    session: AsyncSession, before: datetime, after: Cursor | None
) -> Sequence[Cursor]:
    """Those of which nothing is newer than `before` and that still have their words, longest silent first."""
    here, kept = aliased(Case), aliased(Case)
    is_open = (
        select(here.id)
        .outerjoin(kept, kept.id == here.merged_into_id)
        .where(
            here.conversation_id == Conversation.id,
            or_(here.status.in_(OPEN_STATUSES), kept.status.in_(OPEN_STATUSES)),
        )
    )
    statement = select(Conversation.last_message_at, Conversation.id).where(
        Conversation.last_message_at < before, Conversation.words_erased_at.is_(None), ~is_open.exists()
    )
    if after is not None:
        statement = statement.where(beyond(Conversation.last_message_at, Conversation.id, after))
    oldest = statement.order_by(Conversation.last_message_at, Conversation.id).limit(AT_ONCE)
    return [Cursor(*row) for row in (await session.execute(oldest)).tuples()]


async def erase_conversations(session: AsyncSession, ids: Sequence[int], now: datetime) -> int:
    """Take their words out of those that still have them."""
    marked = (
        update(Conversation)
        .where(Conversation.id.in_(ids), Conversation.words_erased_at.is_(None))
        .values(words_erased_at=now)
        .returning(Conversation.id)
    )
    held = list(await session.scalars(marked, execution_options=IN_BULK))
    await _erase_words(session, held)
    await _forget_names(session, held)
    return len(held)


async def due_comments(session: AsyncSession, before: datetime, after: Cursor | None) -> Sequence[Cursor]:
    """Answers in words that are older than `before`, oldest first."""
    statement = select(Answer.answered_at, Answer.id).where(Answer.answered_at < before, Answer.text != "")
    if after is not None:
        statement = statement.where(beyond(Answer.answered_at, Answer.id, after))
    oldest = statement.order_by(Answer.answered_at, Answer.id).limit(AT_ONCE)
    return [Cursor(*row) for row in (await session.execute(oldest)).tuples()]


async def erase_comments(session: AsyncSession, ids: Sequence[int], _now: datetime) -> int:
    """Empty them. An empty one still counts: reports say how many there were."""
    emptied = update(Answer).where(Answer.id.in_(ids), Answer.text != "").values(text="").returning(Answer.id)
    return len(list(await session.scalars(emptied, execution_options=IN_BULK)))


async def due_phones(session: AsyncSession, before: datetime, after: Cursor | None) -> Sequence[Cursor]:
    """Phone numbers that were told with services before `before` and have proved nothing, oldest first."""
    statement = select(Service.received_at, Service.id).where(
        Service.received_at < before, Service.customer_phone.is_not(None)
    )
    if after is not None:
        statement = statement.where(beyond(Service.received_at, Service.id, after))
    oldest = statement.order_by(Service.received_at, Service.id).limit(AT_ONCE)
    return [Cursor(*row) for row in (await session.execute(oldest)).tuples()]


async def erase_phones(session: AsyncSession, ids: Sequence[int], _now: datetime) -> int:
    """Take the phone numbers out of services."""
    told = update(Service).where(Service.id.in_(ids), Service.customer_phone.is_not(None))
    erased = told.values(customer_phone=None).returning(Service.id)
    return len(list(await session.scalars(erased, execution_options=IN_BULK)))


async def _erase_words(session: AsyncSession, conversations: Sequence[int]) -> None:
    messages = Message.conversation_id.in_(conversations)
    cases = Case.conversation_id.in_(conversations)
    events = CaseEvent.case_id.in_(select(Case.id).where(cases))
    readings = select(Reading.id).where(Reading.conversation_id.in_(conversations))
    corrections = select(CorrectiveAction.id).where(CorrectiveAction.reading_id.in_(readings))
    for statement in (
        delete(Revision).where(Revision.message_id.in_(select(Message.id).where(messages))),
        update(Message)
        .where(messages)
        .values(text=None, attachment=None, terms=None, quoted=None, forwarded_from=FORWARDED),
        delete(StaffFile).where(StaffFile.message_id.in_(select(Message.id).where(messages))),
        delete(Note).where(Note.conversation_id.in_(conversations)),
        delete(ReadingPlace).where(ReadingPlace.conversation_id.in_(conversations)),
        update(Reading).where(Reading.conversation_id.in_(conversations)).values(comment=None),
        update(CorrectiveStep).where(CorrectiveStep.action_id.in_(corrections)).values(note=None),
        update(CaseEvent).where(events, CaseEvent.step.in_(IN_WORDS)).values(detail=None),
        update(Case).where(cases).values(order_number=None, tags=None),
    ):
        await session.execute(statement, execution_options=IN_BULK)


async def _forget_names(session: AsyncSession, conversations: Sequence[int]) -> None:
    """Keep only the numbers of a customer without words: by these an opt-out holds for ever."""
    whose = select(Conversation.customer_id).where(Conversation.id.in_(conversations))
    in_words = select(Conversation.id).where(
        Conversation.customer_id == Customer.id, Conversation.words_erased_at.is_(None)
    )
    nameless = update(Customer).where(Customer.id.in_(whose), ~in_words.exists())
    await session.execute(
        nameless.values(first_name=None, last_name=None, username=None, attributes=None),
        execution_options=IN_BULK,
    )
    nothing_known = select(Customer.id).where(Customer.id.in_(whose), Customer.attributes.is_(None))
    phones = delete(CustomerPhone).where(CustomerPhone.customer_id.in_(nothing_known))
    await session.execute(phones, execution_options=IN_BULK)
