"""What complaints, praise and comments of surveys speak of, by week and outlet.

A message can speak of several aspects and counts for each. The outlet is that of the survey that a comment
answers, else that of the newest case of its conversation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, and_, cast, extract, func, literal_column, select
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
from store.queries.quality.theme_counts import ThemeGroup, Themes, count_themes
from store.reports.sums.scope import Scope, within


class ThemeSource(StrEnum):
    """Which messages are counted; a comment of a survey is only a comment."""

    COMPLAINTS = "complaints"
    PRAISE = "praise"
    COMMENTS = "comments"


OF_INTENT = {ThemeSource.COMPLAINTS: Intent.COMPLAINT, ThemeSource.PRAISE: Intent.PRAISE}


@dataclass(frozen=True, slots=True)
class ThemeMessage:
    """A message behind a count; its text is missing once the words are erased."""

    id: int
    conversation_id: int
    customer: CustomerCard
    text: str | None
    at: datetime
    outlet: str | None


async def themes(session: AsyncSession, scope: Scope, source: ThemeSource, zone: ZoneInfo) -> Themes:
    """Count the aspects of a source in the period and at the outlet of a scope."""
    seconds, customer = extract("epoch", Message.created_at), Conversation.customer_id
    entry = cast(seconds, String) + " " + cast(customer, String)
    columns = select(Message.aspects, _outlet(source).label("outlet"), entry.label("entry"))
    found = columns.select_from(_joined(source)).where(*_conditions(scope, source)).subquery()
    entries = func.aggregate_strings(found.c.entry, " ")
    grouped = select(found.c.aspects, found.c.outlet, entries).group_by(found.c.aspects, found.c.outlet)
    rows = (await session.execute(grouped)).tuples()
    return count_themes([ThemeGroup(*row) for row in rows], zone)


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
