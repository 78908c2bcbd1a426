"""Services that were not asked about, as a share of all, by reason, outlet and agent.

A choice of whom to ask shows here: whose services are skipped more often than those of others, and why.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.occasions import Occasion
from store.models.surveys import Invitation, InvitationStatus, Reason
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from store.reports.sums.gathering import covered, meanings
from store.reports.sums.grouping import UNDIVIDED, By, named
from store.reports.sums.scope import Scope, in_scope, is_asked_on
from store.reports.sums.skipped_services import SkippedServices, gather_skipped

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
    stored = await covered(session, scope, UNDIVIDED, await meanings(session))
    return skips_of(await _asked(session, scope, by), await gather_skipped(session, stored), by)


def skips_of(asked: Mapping[str, int], skipped: Mapping[SkippedServices, int], by: By) -> tuple[Skips, ...]:
    """Return the skips by outlet or agent, from how many services of each group were asked about."""
    reasons: defaultdict[str, Counter[Reason]] = defaultdict(Counter)
    for each, count in skipped.items():
        reasons[named(each.outlet if by is By.OUTLET else each.agent)][each.reason] += count
    groups = {group for group, count in asked.items() if count} | reasons.keys()
    found = [
        Skips(group, asked.get(group, 0), dict(sorted(reasons.get(group, {}).items()))) for group in groups
    ]
    return tuple(sorted(found, key=lambda each: (-each.share.value, each.group)))


async def _asked(session: AsyncSession, scope: Scope, by: By) -> Mapping[str, int]:
    column = Invitation.outlet if by is By.OUTLET else Invitation.agent
    statement = (
        select(column, func.count(Invitation.id))
        .where(
            in_scope(scope),
            Invitation.status != InvitationStatus.CANCELLED,
            ~is_asked_on(Occasion.BOOKING),
        )
        .group_by(column)
    )
    return {named(group): count for group, count in (await session.execute(statement)).tuples()}
