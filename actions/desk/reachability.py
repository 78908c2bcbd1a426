"""Who can be written to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.surveys.asking.schedule import cancel_all
from actions.turn.incoming import ReachabilityChanged
from actions.turn.open_conversation import customer_of_account
from store.models.address import Address
from store.models.customers import Customer
from store.models.surveys import Reason


async def change_reachability(session: AsyncSession, change: ReachabilityChanged, now: datetime) -> None:
    """Note that a customer blocked or unblocked the bot. A person who never wrote is no customer yet."""
    if not change.reachable:
        await mark_unreachable(session, change.origin.address, now)
        return
    customer = await customer_of_account(session, change.origin.person.account)
    if customer is not None:
        customer.unreachable_at = None


async def mark_unreachable(session: AsyncSession, address: Address, now: datetime) -> None:
    """Note that the customers of this chat cannot be written to, and cancel what was to be asked."""
    for customer in await session.scalars(select(Customer).where(Customer.address == address)):
        customer.unreachable_at = now
        await cancel_all(session, customer, now, Reason.UNREACHABLE)


async def move_chat(session: AsyncSession, address: Address, new_address: Address) -> None:
    """Follow a chat that has another address now."""
    for customer in await session.scalars(select(Customer).where(Customer.address == address)):
        customer.address = new_address
