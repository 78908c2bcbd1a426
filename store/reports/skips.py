"""Services that were not asked about, as a share of all, by reason, outlet and agent.

A choice of whom to ask shows here: whose services are skipped more often than those of others, and why.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import Decision, Invitation, InvitationStatus, Reason, Service
from store.reports.funnel import skipped_in
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from store.reports.sums.grouping import By, named
from store.reports.sums.scope import Scope, in_scope

DIVIDED = (By.OUTLET, By.AGENT)


@dataclass(frozen=True, slots=True)
class Skips:
    """Of the services of a group, how many were asked about, and how many were not for which reason."""

    group: str
    asked: int
    reasons: Mapping[Reason, int]

    @property
    def share(self) -> Share:
        """The part that was not asked about, with Wilson's interval."""
        skipped = sum(self.reasons.values())
        return Share(skipped, skipped + self.asked, wilson(skipped, skipped + self.asked))


async def skips(session: AsyncSession, scope: Scope, by: By) -> tuple[Skips, ...]:
    """Return the skips by outlet or agent, the most often skipped first.

    Raises:
        ValueError: services are not divided so.
    """
    if by not in DIVIDED:
        raise ValueError(f"no skips by {by}")
    asked = await _asked(session, scope, by)
    reasons = await _reasons(session, scope, by)
    found = [
        Skips(group, asked.get(group, 0), reasons.get(group, {})) for group in asked.keys() | reasons.keys()
    ]
    return tuple(sorted(found, key=lambda each: (-each.share.value, each.group)))


async def _asked(session: AsyncSession, scope: Scope, by: By) -> Mapping[str, int]:
    column = Invitation.outlet if by is By.OUTLET else Invitation.agent
    statement = (
        select(column, func.count(Invitation.id))
        .where(in_scope(scope), Invitation.status != InvitationStatus.CANCELLED)
        .group_by(column)
    )
    return {named(group): count for group, count in (await session.execute(statement)).tuples()}


async def _reasons(session: AsyncSession, scope: Scope, by: By) -> Mapping[str, Mapping[Reason, int]]:
    column = Service.outlet if by is By.OUTLET else Service.agent
    statement = (
        select(column, Decision.reason, func.count(Decision.id))
        .join(Service, Service.id == Decision.service_id)
        .where(*skipped_in(scope))
        .group_by(column, Decision.reason)
    )
    if scope.outlet is not None:
        statement = statement.where(Service.outlet == scope.outlet)
    found: defaultdict[str, dict[Reason, int]] = defaultdict(dict)
    for group, reason, count in (await session.execute(statement)).tuples():
        if reason is not None:
            found[named(group)][reason] = count
    return found
