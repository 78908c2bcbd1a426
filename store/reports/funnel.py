"""From a service that ended to an answer: how many were asked, reached, and answered, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import Answer, Decision, Invitation, InvitationStatus, Outcome, Reason, Service
from store.reports.formulas import Share
from store.reports.intervals import wilson
from store.reports.scope import Scope, in_scope


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far the invitations came. `answered` gave at least one answer; `by_status` is where all stand."""

    invited: int
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


async def count_funnel(session: AsyncSession, scope: Scope) -> Funnel:
    """The funnel of the invitations in scope."""
    has_answer = exists().where(Answer.invitation_id == Invitation.id)
    # An answer proves the delivery, even where the note of it was lost in a crash.
    arrived = (Invitation.delivered_at.is_not(None)) | has_answer
    statement = (
        select(
            Invitation.status,
            func.count(Invitation.id),
            func.sum(case((arrived, 1), else_=0)),
            func.sum(case((has_answer, 1), else_=0)),
        )
        .where(in_scope(scope))
        .group_by(Invitation.status)
    )
    rows = (await session.execute(statement)).tuples().all()
    by_status = {status: count for status, count, _, _ in rows}
    return Funnel(
        invited=sum(by_status.values()),
        delivered=sum(int(delivered) for _, _, delivered, _ in rows),
        answered=sum(int(answered) for _, _, _, answered in rows),
        completed=by_status.get(InvitationStatus.COMPLETED, 0),
        by_status=by_status,
    )


async def count_skipped(session: AsyncSession, scope: Scope) -> Mapping[Reason, int]:
    """Why services were not asked about, by the last decision on each, most frequent reason first."""
    last = (
        select(func.max(Decision.id))
        .where(Decision.survey_key == scope.survey_key, Decision.service_id.is_not(None))
        .group_by(Decision.service_id)
    )
    statement = (
        select(Decision.reason, func.count(Decision.id))
        .join(Service, Service.id == Decision.service_id)
        .where(Decision.id.in_(last), Decision.outcome == Outcome.SKIPPED)
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
