"""From a service that ended to an answer: how many were asked, reached, and answered, and why not."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.occasions import Occasion
from store.models.surveys import InvitationStatus, Reason
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from store.reports.sums.by_customer import waiting
from store.reports.sums.gathering import Source, add_up, covered, meanings, read
from store.reports.sums.grouped_sources import GroupedSources
from store.reports.sums.grouping import EVERYTHING, UNDIVIDED, Grouping
from store.reports.sums.one_by_one import gather_columns
from store.reports.sums.scope import Scope
from store.reports.sums.skipped_services import by_reason, gather_skipped
from store.reports.sums.statistic import Statistic


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far the invitations came. `answered` gave at least one answer; `by_status` is where all stand."""

    invited: int
    sent: int
    delivered: int
    answered: int
    completed: int
    by_status: Mapping[InvitationStatus, int]
    waiting: int = 0
    early: int = 0

    @property
    def response_rate(self) -> Share | None:
        """Answered of delivered, with Wilson's interval, of those that cannot be answered any more.

        The others, which are `waiting`, are left out with their `early` answers: those of them that will be
        answered late are not known yet. Expired, dismissed and undeliverable ones are shown apart and are
        never part of a score. None where nothing that was delivered is over.
        """
        over, answered = self.delivered - self.waiting, self.answered - self.early
        return Share(answered, over, wilson(answered, over)) if over > 0 else None

    def steps(self) -> dict[str, int]:
        """Each step with its count: those on the way, in order, and then where invitations ended apart."""
        apart = ("expired", "dismissed", "undeliverable", "cancelled")
        return {
            "scheduled": self.invited,
            "sent": self.sent,
            "delivered": self.delivered,
            "started": self.answered,
            "completed": self.completed,
            **{name: self.by_status.get(InvitationStatus(name), 0) for name in apart},
            "waiting": self.waiting,
            "early": self.early,
        }


async def count_funnel(session: AsyncSession, scope: Scope, now: datetime | None = None) -> Funnel:
    """The funnel of the invitations in scope, as of a moment."""
    return (await count_funnels(session, scope, UNDIVIDED, now)).get(EVERYTHING, funnel({}))


async def count_funnels(
    session: AsyncSession, scope: Scope, by: Grouping, now: datetime | None = None
) -> Mapping[str, Funnel]:
    """The funnels of the groups that have invitations."""
    known = await meanings(session)
    stored = await read(session, scope, by, known)
    gathered = await add_up(session, stored, by, known)
    waits = waiting(GroupedSources(await gather_columns(session, stored, known), by), now)
    return {group: funnel(surveys, waits.get(group, (0, 0))) for group, surveys in gathered.items()}


def funnel(surveys: Mapping[Source, Statistic], waits: tuple[int, int] = (0, 0)) -> Funnel:
    """The funnel of the invitations to some surveys, of which some wait, and some of these are answered.

    What is asked before a booked service is left out, since no service has ended.
    """
    steps: Counter[str] = Counter()
    by_status: Counter[InvitationStatus] = Counter()
    for statistic in (each for source, each in surveys.items() if source.occasion is not Occasion.BOOKING):
        for name in ("sent", "delivered", "answered"):
            steps[name] += statistic.counts.get(name, 0)
        for status, _, count in statistic.named("status"):
            by_status[InvitationStatus(status)] += count
    return Funnel(
        invited=by_status.total(),
        sent=steps["sent"],
        delivered=steps["delivered"],
        answered=steps["answered"],
        completed=by_status.get(InvitationStatus.COMPLETED, 0),
        by_status=dict(by_status),
        waiting=waits[0],
        early=waits[1],
    )


def together(funnels: Iterable[Funnel]) -> Funnel:
    """Several funnels in one."""
    parts = list(funnels)
    by_status: Counter[InvitationStatus] = Counter()
    for part in parts:
        by_status.update(part.by_status)
    return Funnel(
        invited=sum(part.invited for part in parts),
        sent=sum(part.sent for part in parts),
        delivered=sum(part.delivered for part in parts),
        answered=sum(part.answered for part in parts),
        completed=sum(part.completed for part in parts),
        by_status=dict(by_status),
        waiting=sum(part.waiting for part in parts),
        early=sum(part.early for part in parts),
    )


async def count_skipped(session: AsyncSession, scope: Scope) -> Mapping[Reason, int]:
    """Why services were not asked about, by the last decision on each, most frequent reason first."""
    stored = await covered(session, scope, UNDIVIDED, await meanings(session))
    return by_reason(await gather_skipped(session, stored))
