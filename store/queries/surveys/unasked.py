"""Services without a survey, and why: the rows behind the counts of the funnel."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Conversation
from store.models.customers import Customer
from store.models.surveys import Decision, Reason, Service
from store.queries.customer_labels import CustomerCard, customer_card
from store.queries.group_sizes import reaching
from store.queries.paging import PAGE, Cursor, Page, before, cut
from store.reports.sums.scope import Scope
from store.reports.sums.skipped_services import skipped_in


@dataclass(frozen=True, slots=True)
class UnaskedRow:
    """A service and the decision that holds about it; the customer is None where the bot never met them."""

    id: int
    reason: Reason
    survey_key: str
    decided_at: datetime
    source: str
    source_id: str
    outlet: str | None
    agent: str | None
    ended_at: datetime
    customer: CustomerCard | None
    conversation_id: int | None


async def reasons_of_customers(
    session: AsyncSession, scope: Scope, reasons: Iterable[Reason], least: int
) -> Collection[Reason]:
    """Return the reasons with services of so many customers; unknown customers count as one each."""
    whose = func.coalesce(Decision.customer_id, -Decision.id)
    statement = select(whose).join(Service, Service.id == Decision.service_id).where(*skipped_in(scope))
    if scope.outlet is not None:
        statement = statement.where(Service.outlet == scope.outlet)
    chosen = {reason: statement.where(Decision.reason == reason) for reason in reasons}
    return await reaching(session, chosen, least)


async def list_unasked(
    session: AsyncSession,
    scope: Scope,
    reason: Reason | None = None,
    after: Cursor | None = None,
    size: int = PAGE,
) -> Page[UnaskedRow]:
    """A page of decisions against asking, the latest first."""
    statement = (
        select(Decision, Service, Customer)
        .join(Service, Service.id == Decision.service_id)
        .outerjoin(Customer, Customer.id == Service.customer_id)
        .where(*skipped_in(scope))
    )
    if scope.outlet is not None:
        statement = statement.where(Service.outlet == scope.outlet)
    if reason is not None:
        statement = statement.where(Decision.reason == reason)
    if after is not None:
        statement = statement.where(before(Decision.decided_at, Decision.id, after))
    newest_first = statement.order_by(Decision.decided_at.desc(), Decision.id.desc()).limit(size + 1)
    # The customer may be missing, which the types of an outer join do not tell.
    found: list[tuple[Decision, Service, Customer | None]] = [
        (*row,) for row in await session.execute(newest_first)
    ]
    talks = await _newest_talks(session, [customer.id for _, _, customer in found if customer])
    rows = [_row(*each, talks) for each in found]
    return cut(rows, size, lambda row: Cursor(row.decided_at, row.id))


def _row(
    decision: Decision, service: Service, customer: Customer | None, talks: dict[int, int]
) -> UnaskedRow:
    assert decision.reason is not None  # noqa: S101 - for the types: a skipped survey has a reason
    return UnaskedRow(
        id=decision.id,
        reason=decision.reason,
        survey_key=decision.survey_key,
        decided_at=decision.decided_at,
        source=service.source,
        source_id=service.source_id,
        outlet=service.outlet,
        agent=service.agent,
        ended_at=service.ended_at,
        customer=customer_card(customer) if customer else None,
        conversation_id=talks.get(customer.id) if customer else None,
    )


async def _newest_talks(session: AsyncSession, customers: Sequence[int]) -> dict[int, int]:
    statement = (
        select(Conversation.customer_id, func.max(Conversation.id))
        .where(Conversation.customer_id.in_(customers))
        .group_by(Conversation.customer_id)
    )
    return dict((await session.execute(statement)).tuples().all())
