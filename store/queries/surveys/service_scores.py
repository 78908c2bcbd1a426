"""How a customer rated a service, found by the conversation in which they were asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message
from store.models.queues import OutboxItem
from store.models.surveys import Answer, Invitation


@dataclass(frozen=True, slots=True)
class ServiceScore:
    """The first number that an invitation was answered with; the survey says on which scale."""

    invitation_id: int
    survey_key: str
    question: str
    number: int


async def scores(
    session: AsyncSession, conversation_ids: Sequence[int], customer_ids: Sequence[int]
) -> dict[int, tuple[ServiceScore, ...]]:
    """The scores given in these conversations of these customers, oldest first."""
    asked = (
        select(Message.conversation_id, Invitation.id.label("invitation_id"), Invitation.survey_key)
        .join(OutboxItem, OutboxItem.invitation_id == Invitation.id)
        .join(Message, Message.id == OutboxItem.message_id)
        .where(Invitation.customer_id.in_(customer_ids), Message.conversation_id.in_(conversation_ids))
        .distinct()
        .subquery()
    )
    first = (
        select(func.min(Answer.id))
        .where(Answer.invitation_id == asked.c.invitation_id, Answer.number.is_not(None))
        .correlate(asked)
        .scalar_subquery()
    )
    statement = (
        select(
            asked.c.conversation_id, Answer.invitation_id, asked.c.survey_key, Answer.question, Answer.number
        )
        .join(Answer, Answer.id == first)
        .order_by(Answer.invitation_id)
    )
    given: dict[int, tuple[ServiceScore, ...]] = {}
    for conversation_id, *fields in await session.execute(statement):
        given[conversation_id] = (*given.get(conversation_id, ()), ServiceScore(*fields))
    return given
