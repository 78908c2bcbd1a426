"""What a customer was asked, and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import Answer, Invitation, InvitationStatus


@dataclass(frozen=True, slots=True)
class SurveyCardAnswer:
    """An answer: a number, chosen options or text."""

    question: str
    number: int | None
    choices: tuple[str, ...]
    text: str | None
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class SurveyCard:
    """An invitation with its answers in the order in which they came."""

    id: int
    survey_key: str
    status: InvitationStatus
    outlet: str | None
    agent: str | None
    created_at: datetime
    sent_at: datetime | None
    due_at: datetime | None
    given: tuple[SurveyCardAnswer, ...]


async def surveys_of_customer(
    session: AsyncSession, customer_id: int, limit: int = 10
) -> tuple[SurveyCard, ...]:
    """The customer's invitations, newest first."""
    statement = (
        select(Invitation)
        .where(Invitation.customer_id == customer_id)
        .order_by(Invitation.id.desc())
        .limit(limit)
    )
    invitations = list(await session.scalars(statement))
    answers = await answers_to(session, [invitation.id for invitation in invitations])
    return tuple(_card(invitation, answers.get(invitation.id, ())) for invitation in invitations)


async def answers_to(
    session: AsyncSession, invitation_ids: Sequence[int]
) -> dict[int, tuple[SurveyCardAnswer, ...]]:
    """The answers to each of these invitations, in the order in which they came."""
    statement = select(Answer).where(Answer.invitation_id.in_(invitation_ids)).order_by(Answer.id)
    answers: dict[int, tuple[SurveyCardAnswer, ...]] = {}
    for row in await session.scalars(statement):
        given = SurveyCardAnswer(
            row.question, row.number, tuple(row.choices or ()), row.text, row.answered_at
        )
        answers[row.invitation_id] = (*answers.get(row.invitation_id, ()), given)
    return answers


def _card(row: Invitation, given: tuple[SurveyCardAnswer, ...]) -> SurveyCard:
    return SurveyCard(
        id=row.id,
        survey_key=row.survey_key,
        status=row.status,
        outlet=row.outlet,
        agent=row.agent,
        created_at=row.created_at,
        sent_at=row.sent_at,
        due_at=row.due_at,
        given=given,
    )
