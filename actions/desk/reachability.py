"""Who can be written to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.surveys.asking.schedule import cancel_all
from actions.turn.incoming import ReachabilityChanged
from actions.turn.writer import by_telegram_id
from store.models.customers import Customer
from store.models.surveys import Reason


async def change_reachability(session: AsyncSession, change: ReachabilityChanged, now: datetime) -> None:
    """Note that a customer blocked or unblocked the bot. Somebody who never wrote is no customer yet."""
    if not change.reachable:
        await mark_unreachable(session, change.origin.chat_id, now)
        return
    customer = await by_telegram_id(session, change.origin.person.telegram_id)
    if customer is not None:
        customer.unreachable_at = None


async def mark_unreachable(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Note that the customers of this chat cannot be written to, and cancel what was to be asked."""
    for customer in await session.scalars(select(Customer).where(Customer.chat_id == chat_id)):
        customer.unreachable_at = now
        await cancel_all(session, customer, now, Reason.UNREACHABLE)


async def move_chat(session: AsyncSession, chat_id: int, new_chat_id: int) -> None:
    """Follow a chat that Telegram gave another id."""
    for customer in await session.scalars(select(Customer).where(Customer.chat_id == chat_id)):
        customer.chat_id = new_chat_id
