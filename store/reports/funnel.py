"""From a service that ended to an answer: how many were asked, reached, and answered, and why not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import Answer, Decision, Invitation, InvitationStatus, Outcome, Reason, Service
from store.reports.formulas import Share
from store.reports.grouping import KEY, UNDIVIDED, Grouping
from store.reports.instruments import consents
from store.reports.intervals import wilson
from store.reports.scope import Scope, in_scope


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far the invitations came. `answered` gave at least one answer; `by_status` is where all stand."""

    invited: int
    sent: int
    delivered: int
    answered: int
    completed: int
    by_status: Mapping[InvitationStatus, int]

    @property
    def response_rate(self) -> Share | None:
        """Answered of delivered, with Wilson's interval; nothing was delivered yet where it is missing.

        Unanswered, expired, dismissed and undeliverable ones are shown apart and are never part of a score.
        """
        if self.delivered == 0:
            return None
        return Share(self.answered, self.delivered, wilson(self.answered, self.delivered))

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
        }


async def count_funnel(session: AsyncSession, scope: Scope) -> Funnel:
    """The funnel of the invitations in scope."""
    funnels = await count_funnels(session, scope, UNDIVIDED)
    return next(iter(funnels.values()), Funnel(0, 0, 0, 0, 0, {}))


async def count_funnels(session: AsyncSession, scope: Scope, by: Grouping) -> Mapping[str, Funnel]:
    """The funnels of the groups that have invitations."""
    # A question that was skipped has a row, too, and nothing in it; a mere consent tells nothing yet.
    is_given = or_(Answer.number.is_not(None), Answer.choices.is_not(None), Answer.text.is_not(None))
    tells = Answer.question.not_in(await consents(session))
    has_answer = exists().where(Answer.invitation_id == Invitation.id, is_given, tells)
    # An answer proves the delivery, even where the note of it was lost in a crash.
    arrived = (Invitation.delivered_at.is_not(None)) | has_answer
    counts = (
        func.count(Invitation.id),
        func.count(Invitation.sent_at),
        func.sum(case((arrived, 1), else_=0)),
        func.sum(case((has_answer, 1), else_=0)),
    )
    statement = (
        select(by.key, Invitation.status, *counts)
        .select_from(Invitation)
        .where(in_scope(scope))
        .group_by(KEY, Invitation.status)
    )
    steps: dict[str, dict[InvitationStatus, tuple[int, ...]]] = defaultdict(dict)
    for key, status, *row in await session.execute(by.reach(statement)):
        steps[by.label(key)][status] = tuple(int(count) for count in row)
    return {group: _funnel(by_status) for group, by_status in steps.items()}


def _funnel(by_status: Mapping[InvitationStatus, tuple[int, ...]]) -> Funnel:
    invited, sent, delivered, answered = (sum(column) for column in zip(*by_status.values(), strict=True))
    return Funnel(
        invited=invited,
        sent=sent,
        delivered=delivered,
        answered=answered,
        completed=by_status.get(InvitationStatus.COMPLETED, (0,))[0],
        by_status={status: counts[0] for status, counts in by_status.items()},
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
    )


async def count_skipped(session: AsyncSession, scope: Scope) -> Mapping[Reason, int]:
    """Why services were not asked about, by the last decision on each, most frequent reason first."""
    last = select(func.max(Decision.id)).where(Decision.service_id.is_not(None))
    if scope.survey_key is not None:
        last = last.where(Decision.survey_key == scope.survey_key)
    statement = (
        select(Decision.reason, func.count(Decision.id))
        .join(Service, Service.id == Decision.service_id)
        .where(Decision.id.in_(last.group_by(Decision.service_id)), Decision.outcome == Outcome.SKIPPED)
        .group_by(Decision.reason)
        .order_by(func.count(Decision.id).desc(), Decision.reason)
    )
    if scope.since is not None:
        statement = statement.where(Decision.decided_at >= scope.since)
    if scope.until is not None:
        statement = statement.where(Decision.decided_at < scope.until)
    if scope.outlet is not None:
        statement = statement.where(Service.outlet == scope.outlet)
    rows = (await session.execute(statement)).tuples()
    return {reason: count for reason, count in rows if reason is not None}
