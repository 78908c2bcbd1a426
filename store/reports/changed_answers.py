"""Answers that customers changed, and those that they changed after staff had written to them."""

from dataclasses import dataclass

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Conversation, Message
from store.models.surveys import Answer, Invitation
from store.reports.sums.scope import Scope, in_scope


@dataclass(frozen=True, slots=True)
class ChangedAnswers:
    """How many scores were changed and raised; `after_contact` counts those changed after staff wrote."""

    changed: int = 0
    raised: int = 0
    after_contact: int = 0
    raised_after_contact: int = 0


async def count_changed(session: AsyncSession, scope: Scope) -> ChangedAnswers:
    """Count the scores in scope that have another value than at first."""
    mine = select(Invitation.id).where(Invitation.id == Answer.invitation_id).correlate(Answer)
    wrote = (
        mine.join(Conversation, Conversation.customer_id == Invitation.customer_id)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(
            Message.staff_id.is_not(None),
            Message.created_at >= Answer.answered_at,
            Message.created_at <= Answer.changed_at,
        )
        .exists()
    )
    is_raised = Answer.number > Answer.first_number
    counts = (
        func.sum(case((condition, 1), else_=0)) for condition in (is_raised, wrote, and_(is_raised, wrote))
    )
    # The scope is asked of each changed answer: they are few, and the invitations of a year are many.
    statement = select(func.count(Answer.id), *counts).where(
        Answer.changed_at.is_not(None),
        Answer.first_number.is_not(None),
        Answer.number != Answer.first_number,
        mine.where(in_scope(scope)).exists(),
    )
    row = (await session.execute(statement)).one()
    return ChangedAnswers(*(int(count or 0) for count in row))
