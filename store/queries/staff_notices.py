"""What a member of staff is to look at: notes that name them, and news of what they watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, Select, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.cases import Case, CaseEvent
from store.models.conversations import Conversation, Message, Note
from store.models.customers import Customer
from store.models.staff import CaseWatch, Mention, Staff, Watch
from store.queries.customer_labels import CustomerCard, customer_card

MOST = 50  # of each kind
HERE = aliased(Case)  # made once: it takes longer than the rest of a statement


@dataclass(frozen=True, slots=True)
class NewestRows:
    """The newest message and note of a conversation, and the newest step of its cases; 0 for none.

    `case_step` is the newest step of the case that is shown beside it, in any conversation.
    """

    message: int
    note: int
    step: int
    case_step: int = 0


@dataclass(frozen=True, slots=True)
class MentionCard:
    """A note that names the reader; `text` is None once its words were erased."""

    id: int
    conversation_id: int
    case_id: int | None
    by: str
    text: str | None
    at: datetime
    seen_at: datetime | None
    customer: CustomerCard


@dataclass(frozen=True, slots=True)
class WatchCard:
    """A conversation that the reader watches, and whether something has happened that they have not seen."""

    conversation_id: int
    customer: CustomerCard
    last_message_at: datetime
    has_news: bool


@dataclass(frozen=True, slots=True)
class CaseWatchCard:
    """A case that the reader watches, and whether something has happened that they have not seen."""

    case_id: int
    reference: str
    customer: CustomerCard
    has_news: bool


@dataclass(frozen=True, slots=True)
class Unseen:
    """How far the reader is behind in one conversation or the case beside it, and whether they watch them."""

    is_watched: bool
    is_behind: bool
    is_case_watched: bool = False


async def newest_in(session: AsyncSession, conversation_id: int, case_id: int | None = None) -> NewestRows:
    """Return the newest rows of a conversation and of a case."""
    statement = select(
        _newest(select(func.max(Message.id)).where(Message.conversation_id == conversation_id)),
        _newest(select(func.max(Note.id)).where(Note.conversation_id == conversation_id)),
        _newest(
            select(func.max(CaseEvent.id))
            .join(Case, Case.id == CaseEvent.case_id)
            .where(Case.conversation_id == conversation_id)
        ),
        _newest(
            select(func.max(CaseEvent.id))
            .join(HERE, HERE.id == CaseEvent.case_id)
            .where(or_(HERE.id == case_id, HERE.merged_into_id == case_id))
        )
        if case_id
        else literal(0),
    )
    return NewestRows(*(await session.execute(statement)).tuples().one())


async def count_notices(session: AsyncSession, staff_id: int) -> int:
    """Return how many notes name the member, and watched talks and cases have news, that were not seen."""
    unseen = select(func.count(Mention.id)).where(Mention.staff_id == staff_id, Mention.seen_at.is_(None))
    news = select(func.count(Watch.conversation_id)).where(Watch.staff_id == staff_id, _has_news())
    of_cases = select(func.count(CaseWatch.case_id)).where(CaseWatch.staff_id == staff_id, _news_of_case())
    counts = (unseen.scalar_subquery(), news.scalar_subquery(), of_cases.scalar_subquery())
    return sum((await session.execute(select(*counts))).tuples().one())


async def standing_in(
    session: AsyncSession, conversation_id: int, staff_id: int, case_id: int | None = None
) -> Unseen:
    """Return how the member stands to one conversation and to the case that is shown beside it."""
    mentioned = select(Mention.id).where(
        Mention.staff_id == staff_id,
        Mention.conversation_id == conversation_id,
        Mention.seen_at.is_(None),
    )
    watched = select(_has_news()).where(Watch.staff_id == staff_id, Watch.conversation_id == conversation_id)
    of_case = select(_news_of_case()).where(CaseWatch.staff_id == staff_id, CaseWatch.case_id == case_id)
    found = await session.execute(
        select(mentioned.exists(), watched.scalar_subquery(), of_case.scalar_subquery())
    )
    is_mentioned, has_news, has_steps = found.tuples().one()
    return Unseen(has_news is not None, bool(is_mentioned or has_news or has_steps), has_steps is not None)


async def mentions_of(session: AsyncSession, staff_id: int) -> Sequence[MentionCard]:
    """Return the notes that name a member, newest first, at most `MOST`."""
    statement = (
        select(Mention, Staff.name, func.coalesce(Note.text, CaseEvent.detail), CaseEvent.case_id, Customer)
        .join(Staff, Staff.id == Mention.by_id)
        .join(Conversation, Conversation.id == Mention.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Note, Note.id == Mention.note_id)
        .outerjoin(CaseEvent, CaseEvent.id == Mention.event_id)
        .where(Mention.staff_id == staff_id)
        .order_by(Mention.id.desc())
        .limit(MOST)
    )
    return [
        MentionCard(
            row.id, row.conversation_id, case_id, by, text, row.at, row.seen_at, customer_card(customer)
        )
        for row, by, text, case_id, customer in (await session.execute(statement)).tuples()
    ]


async def watched_by(session: AsyncSession, staff_id: int) -> Sequence[WatchCard]:
    """Return the conversations that a member watches, those with news first, at most `MOST`."""
    has_news = _has_news()
    statement = (
        select(Watch.conversation_id, Customer, Conversation.last_message_at, has_news)
        .join(Conversation, Conversation.id == Watch.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Watch.staff_id == staff_id)
        .order_by(has_news.desc(), Conversation.last_message_at.desc())
        .limit(MOST)
    )
    return [
        WatchCard(number, customer_card(customer), at, bool(news))
        for number, customer, at, news in (await session.execute(statement)).tuples()
    ]


async def watched_cases(session: AsyncSession, staff_id: int) -> Sequence[CaseWatchCard]:
    """Return the cases that a member watches, those with news first, at most `MOST`."""
    has_news = _news_of_case()
    statement = (
        select(Case, Customer, has_news)
        .join(CaseWatch, CaseWatch.case_id == Case.id)
        .join(Customer, Customer.id == Case.customer_id)
        .where(CaseWatch.staff_id == staff_id)
        .order_by(has_news.desc(), Case.id.desc())
        .limit(MOST)
    )
    return [
        CaseWatchCard(case.id, case.reference or f"#{case.id}", customer_card(customer), bool(news))
        for case, customer, news in (await session.execute(statement)).tuples()
    ]


def _has_news() -> ColumnElement[bool]:
    """Whether others did something in a watched conversation that the watcher has not seen."""
    return or_(_news_of_talk(), _news_of_notes(), _news_of_cases())


def _news_of_talk() -> Exists:
    said = select(Message.id).where(
        Message.conversation_id == Watch.conversation_id,
        Message.id > Watch.seen_message,
        Message.staff_id.is_distinct_from(Watch.staff_id),
    )
    return said.correlate(Watch).exists()


def _news_of_notes() -> Exists:
    noted = select(Note.id).where(
        Note.conversation_id == Watch.conversation_id,
        Note.id > Watch.seen_note,
        Note.staff_id != Watch.staff_id,
    )
    return noted.correlate(Watch).exists()


def _news_of_cases() -> Exists:
    happened = (
        select(CaseEvent.id)
        .join(HERE, HERE.id == CaseEvent.case_id)
        .where(
            HERE.conversation_id == Watch.conversation_id,
            CaseEvent.id > Watch.seen_step,
            CaseEvent.staff_id.is_distinct_from(Watch.staff_id),
        )
    )
    return happened.correlate(Watch).exists()


def _news_of_case() -> Exists:
    """Whether others did something about a watched case, or one that went into it, that was not seen."""
    happened = (
        select(CaseEvent.id)
        .join(HERE, HERE.id == CaseEvent.case_id)
        .where(
            or_(HERE.id == CaseWatch.case_id, HERE.merged_into_id == CaseWatch.case_id),
            CaseEvent.id > CaseWatch.seen_step,
            CaseEvent.staff_id.is_distinct_from(CaseWatch.staff_id),
        )
    )
    return happened.correlate(CaseWatch).exists()


def _newest(statement: Select[tuple[int]]) -> ColumnElement[int]:
    return func.coalesce(statement.scalar_subquery(), 0)
