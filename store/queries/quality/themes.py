"""What complaints, praise and comments of surveys speak of, by week and outlet.

A message can speak of several aspects and counts for each. The outlet is that of the survey that a comment
answers, else that of the newest case of its conversation.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import join
from sqlalchemy.sql.selectable import Join

from nlu.contract.labels import Aspect, Intent
from store.models.cases import Case
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer, tests_among_customers
from store.models.surveys import Answer, Invitation
from store.queries.conversations.effective_intent import effective_intent
from store.queries.customer_labels import CustomerCard, customer_card
from store.queries.paging import PAGE, Cursor, Page, before, cut
from store.reports.sums.scope import Scope, within
from store.reports.sums.spans import week_of


class ThemeSource(StrEnum):
    """Which messages are counted; a comment of a survey is only a comment."""

    COMPLAINTS = "complaints"
    PRAISE = "praise"
    COMMENTS = "comments"


PIECE = 1000  # rows in memory at a time
OF_INTENT = {ThemeSource.COMPLAINTS: Intent.COMPLAINT, ThemeSource.PRAISE: Intent.PRAISE}


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How many messages speak of something, and of how many customers they are."""

    n: int
    customers: int


@dataclass(slots=True)
class _Tally:
    """A count that grows."""

    n: int = 0
    customers: set[int] = field(default_factory=set)

    def add(self, customer: int) -> None:
        """Count a message of a customer."""
        self.n += 1
        self.customers.add(customer)

    def count(self) -> ThemeCount:
        """Return what was counted."""
        return ThemeCount(self.n, len(self.customers))


@dataclass(frozen=True, slots=True)
class ThemeMessage:
    """A message behind a count; its text is missing once the words are erased."""

    id: int
    conversation_id: int
    customer: CustomerCard
    text: str | None
    at: datetime
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Themes:
    """The counts of one source by aspect: of all, by the Monday of the week, and by outlet."""

    whole: Mapping[Aspect, ThemeCount]
    by_week: Mapping[tuple[Aspect, date], ThemeCount]
    by_outlet: Mapping[tuple[Aspect, str], ThemeCount]

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """Return the aspects that occur, the most frequent first."""
        return tuple(sorted(self.whole, key=lambda aspect: (-self.whole[aspect].n, aspect.value)))

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return the outlets that occur, by name."""
        return tuple(sorted({outlet for _, outlet in self.by_outlet}))


async def themes(session: AsyncSession, scope: Scope, source: ThemeSource, zone: ZoneInfo) -> Themes:
    """Count the aspects of a source in the period and at the outlet of a scope."""
    columns = select(Message.created_at, Message.aspects, Conversation.customer_id, _outlet(source))
    statement = columns.select_from(_joined(source)).where(*_conditions(scope, source))
    whole: defaultdict[Aspect, _Tally] = defaultdict(_Tally)
    weeks: defaultdict[tuple[Aspect, date], _Tally] = defaultdict(_Tally)
    outlets: defaultdict[tuple[Aspect, str], _Tally] = defaultdict(_Tally)
    rows = await session.stream(statement.execution_options(yield_per=PIECE))
    async for at, spoken_of, customer, outlet in rows.tuples():
        week = week_of(at, zone)
        for aspect in _aspects(spoken_of):
            whole[aspect].add(customer)
            weeks[(aspect, week)].add(customer)
            if outlet is not None:
                outlets[(aspect, outlet)].add(customer)
    return Themes(
        {aspect: tally.count() for aspect, tally in whole.items()},
        {key: tally.count() for key, tally in weeks.items()},
        {key: tally.count() for key, tally in outlets.items()},
    )


async def list_theme_messages(
    session: AsyncSession, scope: Scope, source: ThemeSource, aspect: Aspect, after: Cursor | None = None
) -> Page[ThemeMessage]:
    """Return a page of the messages behind a count, the newest first."""
    statement = (
        select(
            Message.id, Message.conversation_id, Customer, Message.text, Message.created_at, _outlet(source)
        )
        .select_from(_joined(source).join(Customer, Customer.id == Conversation.customer_id))
        .where(*_conditions(scope, source), _speaks_of(aspect))
        .order_by(Message.created_at.desc(), Message.id.desc())
        .limit(PAGE + 1)
    )
    if after is not None:
        statement = statement.where(before(Message.created_at, Message.id, after))
    rows = [
        ThemeMessage(message_id, talk, customer_card(customer), text, at, outlet)
        for message_id, talk, customer, text, at, outlet in (await session.execute(statement)).tuples()
    ]
    return cut(rows, PAGE, lambda row: Cursor(row.at, row.id))


async def count_theme_customers(
    session: AsyncSession, scope: Scope, source: ThemeSource, aspect: Aspect
) -> int:
    """Return of how many customers the messages behind a count are."""
    counted = select(func.count(Conversation.customer_id.distinct())).select_from(_joined(source))
    return await session.scalar(counted.where(*_conditions(scope, source), _speaks_of(aspect))) or 0


def _joined(source: ThemeSource) -> Join:
    talks = join(Message, Conversation, Conversation.id == Message.conversation_id)
    if source is not ThemeSource.COMMENTS:
        return talks
    return talks.join(Answer, Answer.message_id == Message.id).join(
        Invitation, Invitation.id == Answer.invitation_id
    )


def _outlet(source: ThemeSource) -> ColumnElement[str | None]:
    """Return the outlet of a message of a source."""
    if source is ThemeSource.COMMENTS:
        return Invitation.outlet.expression
    newest = select(func.max(Case.id)).where(Case.conversation_id == Message.conversation_id)
    return (
        select(Case.outlet)
        .where(Case.id == newest.correlate(Message).scalar_subquery())
        .correlate(Message)
        .scalar_subquery()
    )


def _speaks_of(aspect: Aspect) -> ColumnElement[bool]:
    """Return whether a message speaks of an aspect."""
    return Message.aspects.contains(f" {aspect.value} ", autoescape=True)


def _conditions(scope: Scope, source: ThemeSource) -> Iterator[ColumnElement[bool]]:
    # Written as the index has it, so that SQLite sees that it covers this.
    yield and_(Message.aspects != literal_column("' '"), Message.direction == Direction.IN)
    yield Conversation.customer_id.not_in(tests_among_customers())
    yield from within(Message.created_at, scope)
    if scope.outlet is not None:
        yield _outlet(source) == scope.outlet
    if source is ThemeSource.COMMENTS:
        yield Answer.text.is_not(None)
    else:
        answered = select(Answer.id).where(Answer.message_id == Message.id, Answer.text.is_not(None))
        yield ~answered.exists()
        yield effective_intent() == OF_INTENT[source]


def _aspects(spoken_of: str | None) -> Iterator[Aspect]:
    """Return the aspects that are known; a later version may know others."""
    known = {aspect.value: aspect for aspect in Aspect}
    for name in (spoken_of or "").split():
        if name in known:
            yield known[name]
