"""One conversation, message by message, with what is known about the customer beside it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Language
from store.models.conversations import Conversation, Direction, Message, Mode, Note
from store.models.customers import Customer
from store.models.staff import Staff
from store.models.usage import CustomerUsage
from store.queries.cases.case_rows import CaseRow, cases_of_customer
from store.queries.conversations.transcript_lines import TranscriptLine, read_lines
from store.queries.customer_labels import CustomerCard, customer_card
from store.queries.not_found import NotFound
from store.queries.surveys.survey_cards import SurveyCard, surveys_of_customer


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note; `by` is a name."""

    id: int
    by: str
    text: str
    at: datetime


async def notes_of(session: AsyncSession, conversation_id: int, limit: int = 50) -> tuple[NoteCard, ...]:
    """The newest notes of a conversation, newest first."""
    statement = (
        select(Note.id, Staff.name, Note.text, Note.at)
        .join(Staff, Staff.id == Note.staff_id)
        .where(Note.conversation_id == conversation_id)
        .order_by(Note.id.desc())
        .limit(limit)
    )
    return tuple(NoteCard(*row) for row in (await session.execute(statement)).tuples())


@dataclass(frozen=True, slots=True)
class OtherConversation:
    """Another conversation with the same customer."""

    id: int
    last_message_at: datetime


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation. `earlier` is the message before which more can be read; None at the beginning."""

    id: int
    customer: CustomerCard
    mode: Mode
    assignee: str | None
    assignee_id: int | None
    started_at: datetime
    last_message_at: datetime
    lines: tuple[TranscriptLine, ...]
    earlier: int | None
    cases: tuple[CaseRow, ...]
    surveys: tuple[SurveyCard, ...]
    others: tuple[OtherConversation, ...]
    notes: tuple[NoteCard, ...] = ()
    words_erased_at: datetime | None = None
    # Messages of the customer, in all conversations, of which only the count was kept.
    not_kept: int = 0
    newest: int = 0  # the id of the newest message of the conversation, on this page or not

    @property
    def newer(self) -> int | None:
        """The conversation in which the customer writes by now, if it is another one."""
        newest = max((other.id for other in self.others), default=0)
        return newest if newest > self.id else None

    @property
    def language(self) -> Language | None:
        """What the customer chose, else what they last wrote in here."""
        written = [line.language for line in self.lines if line.direction is Direction.IN and line.language]
        return self.customer.language or (written[-1] if written else None)


async def read_transcript(
    session: AsyncSession, conversation_id: int, *, before: int | None = None, size: int = 200
) -> Transcript:
    """The newest messages of a conversation (those before a message, if one is named), oldest first.

    Raises:
        NotFound: there is no such conversation.
    """
    newest = select(func.max(Message.id)).where(Message.conversation_id == conversation_id).scalar_subquery()
    statement = (
        select(Conversation, Customer, Staff.name, CustomerUsage.not_kept, newest)
        .join(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Staff, Staff.id == Conversation.assignee_id)
        .outerjoin(CustomerUsage, CustomerUsage.customer_id == Customer.id)
        .where(Conversation.id == conversation_id)
    )
    found = (await session.execute(statement)).tuples().one_or_none()
    if found is None:
        raise NotFound("conversation", conversation_id)
    conversation, customer, assignee, not_kept, newest_id = found
    said = await read_lines(session, conversation_id, before=before, size=size)
    return Transcript(
        id=conversation.id,
        customer=customer_card(customer),
        mode=conversation.mode,
        assignee=assignee,
        assignee_id=conversation.assignee_id,
        started_at=conversation.started_at,
        last_message_at=conversation.last_message_at,
        lines=said.lines,
        earlier=said.earlier,
        cases=await cases_of_customer(session, customer.id),
        surveys=await surveys_of_customer(session, customer.id),
        others=await _others(session, customer.id, conversation_id),
        notes=await notes_of(session, conversation_id),
        words_erased_at=conversation.words_erased_at,
        not_kept=not_kept or 0,
        newest=newest_id or 0,
    )


async def _others(
    session: AsyncSession, customer_id: int, conversation_id: int
) -> tuple[OtherConversation, ...]:
    statement = (
        select(Conversation.id, Conversation.last_message_at)
        .where(Conversation.customer_id == customer_id, Conversation.id != conversation_id)
        .order_by(Conversation.id.desc())
        .limit(10)
    )
    return tuple(OtherConversation(*row) for row in (await session.execute(statement)).tuples())
