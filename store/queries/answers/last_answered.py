"""The answer that a customer was given last."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.answers import AnswerShowing
from store.models.conversations import Conversation
from store.models.customers import Customer

LATELY = timedelta(hours=1)


async def last_answered(session: AsyncSession, account: Address, now: datetime) -> int | None:
    """Return the id of the entry that a customer was answered with last, within the last hour."""
    statement = (
        select(AnswerShowing.answer_id)
        .join(Conversation, Conversation.answered_id == AnswerShowing.id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Customer.account == account, AnswerShowing.shown_at >= now - LATELY)
        .order_by(AnswerShowing.id.desc())
        .limit(1)
    )
    found: int | None = await session.scalar(statement)
    return found
