"""The latest low scores: what a customer was so unhappy about that it hurts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import Case
from store.models.conversations import Message
from store.models.surveys import LOWEST, Answer, Invitation
from store.reports.sums.scope import Scope, in_scope


@dataclass(frozen=True, slots=True)
class LowScore:
    """A score with where it came from, and the case that followed, if one did."""

    survey_key: str
    question: str
    number: int
    outlet: str | None
    agent: str | None
    answered_at: datetime
    conversation_id: int | None
    message_id: int | None
    case_reference: str | None


async def latest_low_scores(
    session: AsyncSession, scope: Scope, alerts: Mapping[str, Mapping[str, int]], limit: int = 8
) -> tuple[LowScore, ...]:
    """The newest answers at or below the alert of their question; `alerts` are by survey and question."""
    is_low = [
        and_(Invitation.survey_key == survey, Answer.question == question, Answer.number <= alert)
        for survey, questions in alerts.items()
        for question, alert in questions.items()
    ]
    statement = (
        select(Answer, Invitation, Message.conversation_id, Case.reference)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .outerjoin(Message, Message.id == Answer.message_id)
        .outerjoin(Case, Case.invitation_id == Invitation.id)
        .where(in_scope(scope), Answer.number <= LOWEST, or_(false(), *is_low))
        .order_by(Answer.answered_at.desc(), Answer.id.desc())
        .limit(limit)
    )
    return tuple(
        LowScore(
            survey_key=invitation.survey_key,
            question=answer.question,
            number=answer.number or 0,
            outlet=invitation.outlet,
            agent=invitation.agent,
            answered_at=answer.answered_at,
            conversation_id=conversation_id,
            message_id=answer.message_id,
            case_reference=reference,
        )
        for answer, invitation, conversation_id, reference in (await session.execute(statement)).tuples()
    )
