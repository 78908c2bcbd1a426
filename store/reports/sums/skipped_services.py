"""Services that were not asked about, by the last decision on each: of folded days, and of the rest."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, TextClause, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.customers import tests_among_customers
from store.models.folds import FoldedPart
from store.models.occasions import Occasion
from store.models.surveys import LAST_SKIPPED, Decision, Reason, Service
from store.reports.sums.gathering import Stored
from store.reports.sums.scope import Scope, within
from store.reports.sums.statistic import Statistic

# The part of a fold that has them: in `content` the counts of reasons by agent.
SKIPPED = "skipped"


class SkippedServices(NamedTuple):
    """Where services were not asked about, by which survey, and why."""

    survey_key: str
    outlet: str | None
    agent: str | None
    reason: Reason


async def gather_skipped(session: AsyncSession, stored: Stored) -> Counter[SkippedServices]:
    """Count the services of a scope that were not asked about; the period is that of the decision."""
    found = await _folded(session, stored)
    for between in stored.between:
        found.update(await count_decisions(session, between))
    return found


async def count_decisions(session: AsyncSession, scope: Scope) -> Counter[SkippedServices]:
    """Count them decision by decision."""
    columns = (Decision.survey_key, Service.outlet, Service.agent, Decision.reason)
    statement = (
        select(*columns, func.count(Decision.id))
        .join(Service, Service.id == Decision.service_id)
        .where(*skipped_in(scope))
        .group_by(*columns)
    )
    if scope.outlet is not None:
        statement = statement.where(Service.outlet == scope.outlet)
    rows = (await session.execute(statement)).tuples()
    return Counter(
        {
            SkippedServices(survey, outlet, agent, reason): count
            for survey, outlet, agent, reason, count in rows
            if reason is not None
        }
    )


def statistics_of(
    counts: Counter[SkippedServices],
) -> Iterator[tuple[tuple[str, str, str, str | None], str, Statistic]]:
    """Yield the counts as folds keep them: the place of the part, the agent, and the reasons."""
    for skipped, count in counts.items():
        place = (SKIPPED, skipped.survey_key, "", skipped.outlet)
        yield place, skipped.agent or "", Statistic({skipped.reason.value: count})


def skipped_in(scope: Scope) -> Iterator[ColumnElement[bool] | TextClause]:
    """The last decisions against asking, of all outlets, joined with their services.

    Those on test customers do not count, nor those on bookings: no service has ended.
    """
    # In these words the index is found that holds nothing else.
    yield text(LAST_SKIPPED)
    yield Decision.service_id.is_not(None)
    yield Decision.reason.is_not(None)
    yield Service.source != Occasion.BOOKING.source
    yield or_(Decision.customer_id.is_(None), Decision.customer_id.not_in(tests_among_customers()))
    if scope.survey_key is not None:
        yield Decision.survey_key == scope.survey_key
    yield from within(Decision.decided_at, scope)


async def _folded(session: AsyncSession, stored: Stored) -> Counter[SkippedServices]:
    statement = select(FoldedPart.survey_key, FoldedPart.outlet, FoldedPart.content).where(
        FoldedPart.fold_id.in_(stored.folds), FoldedPart.part == SKIPPED
    )
    if stored.scope.survey_key is not None:
        statement = statement.where(FoldedPart.survey_key == stored.scope.survey_key)
    if stored.scope.outlet is not None:
        statement = statement.where(FoldedPart.outlet == stored.scope.outlet)
    found = Counter[SkippedServices]()
    for survey, outlet, content in (await session.execute(statement)).tuples():
        for agent, (counts, _) in content.items():
            for reason, count in counts.items():
                found[SkippedServices(survey, outlet, agent or None, Reason(reason))] += count
    return found


def by_reason(counts: Counter[SkippedServices]) -> dict[Reason, int]:
    """Return the counts by reason, the most frequent first."""
    found = Counter[Reason]()
    for skipped, count in counts.items():
        found[skipped.reason] += count
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))
