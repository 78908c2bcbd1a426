"""Exports of surveys: one row an invitation, answered or not, with a column for each question if wanted."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.row_pieces import row_pieces
from store.models.customers import Customer
from store.models.occasions import end_of, occasion_of
from store.models.surveys import Answer, Decision, Invitation, Outcome, Service, SurveyVersion
from store.question_columns import Cell, QuestionColumn, answer_cells
from store.reports.sums.scope import Scope, in_scope

AT_ONCE = 500  # invitations; all that is ever held in memory


@dataclass(frozen=True, slots=True)
class ExportedResponse:
    """An invitation in one row, whether it was answered or not.

    `reason` says why one was cancelled; of others that were not answered, `status` says how they ended.
    `answered_at` is the first answer, and `changed_at` when an answer was changed last.
    """

    invitation: int
    survey: str
    version: str | None
    occasion: str
    outlet: str | None
    agent: str | None
    service_kind: str | None
    service_source: str | None
    service_id: str | None
    service_ended_at: datetime | None
    customer: int
    external_id: str | None
    language: str | None
    status: str
    is_answered: int
    reason: str | None
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    reminded_at: datetime | None
    expires_at: datetime | None
    answered_at: datetime | None
    changed_at: datetime | None
    completed_at: datetime | None


Answered = tuple[ExportedResponse, Sequence[Answer]]


async def wide_responses(
    session: AsyncSession, scope: Scope, columns: Sequence[QuestionColumn]
) -> AsyncIterator[tuple[ExportedResponse, tuple[Cell, ...]]]:
    """The invitations in scope, in their order, with a cell for each of these columns."""
    async for response, answers in _read(session, scope):
        yield response, answer_cells(columns, answers)


async def _read(session: AsyncSession, scope: Scope) -> AsyncIterator[Answered]:
    statement = (
        select(Invitation, Service, SurveyVersion.digest, Customer.external_id)
        .join(Customer, Customer.id == Invitation.customer_id)
        .outerjoin(Service, Service.id == Invitation.service_id)
        .outerjoin(SurveyVersion, SurveyVersion.id == Invitation.survey_version_id)
        .where(in_scope(scope))
    )
    async for rows in row_pieces(session, statement, Invitation.id, AT_ONCE):
        answers = await _answers(session, [row[0].id for row in rows])
        reasons = await _reasons(session, rows)
        for row in rows:
            given = answers[row[0].id]
            yield _response(*row, given, reasons.get(row[0].service_id)), given


async def _answers(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, Sequence[Answer]]:
    found: defaultdict[int, list[Answer]] = defaultdict(list)
    statement = select(Answer).where(Answer.invitation_id.in_(ids)).order_by(Answer.id)
    for answer in await session.scalars(statement):
        found[answer.invitation_id].append(answer)
    return found


async def _reasons(session: AsyncSession, rows: Sequence[Any]) -> Mapping[int | None, str]:
    """Why the services of invitations were not asked about in the end, by the service's id."""
    services = [row[0].service_id for row in rows if row[0].service_id is not None]
    statement = select(Decision.service_id, Decision.reason).where(
        Decision.service_id.in_(services), Decision.is_last, Decision.outcome == Outcome.SKIPPED
    )
    found = (await session.execute(statement)).tuples()
    return {service: reason.value for service, reason in found if reason is not None}


def _response(
    invitation: Invitation,
    service: Service | None,
    digest: str | None,
    external_id: str | None,
    given: Sequence[Answer],
    reason: str | None,
) -> ExportedResponse:
    return ExportedResponse(
        invitation=invitation.id,
        survey=invitation.survey_key,
        version=digest[:12] if digest else None,
        occasion=occasion_of(service.source if service else None).value,
        outlet=invitation.outlet,
        agent=invitation.agent,
        service_kind=service.kind if service else None,
        service_source=service.source if service else None,
        service_id=service.source_id if service else None,
        service_ended_at=end_of(service.source, service.ended_at) if service else None,
        customer=invitation.customer_id,
        external_id=external_id,
        language=invitation.language.value if invitation.language else None,
        status=invitation.status.value,
        is_answered=int(bool(given)),
        reason=reason,
        created_at=invitation.created_at,
        sent_at=invitation.sent_at,
        delivered_at=invitation.delivered_at,
        reminded_at=invitation.reminded_at,
        expires_at=invitation.expires_at,
        answered_at=min((each.answered_at for each in given), default=None),
        changed_at=max((each.changed_at for each in given if each.changed_at), default=None),
        completed_at=invitation.completed_at,
    )
