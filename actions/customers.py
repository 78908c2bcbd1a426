"""Who is writing: the customer behind a Telegram account."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.incoming import Origin
from store.models.customers import Customer


async def meet(session: AsyncSession, origin: Origin, now: datetime) -> tuple[Customer, bool]:
    """The customer of a private chat with current names, and whether this is the first we see of them.

    Whoever writes can be reached again.
    """
    person = origin.person
    customer = await session.scalar(select(Customer).where(Customer.telegram_id == person.telegram_id))
    is_new = customer is None
    if customer is None:
        customer = Customer(telegram_id=person.telegram_id, created_at=now)
        session.add(customer)
    customer.chat_id = origin.chat_id
    customer.first_name = person.first_name
    customer.username = person.username
    customer.language_code = person.language_code
    customer.unreachable_at = None
    await session.flush()
    return customer, is_new


async def by_telegram_id(session: AsyncSession, telegram_id: int) -> Customer | None:
    """The customer with this Telegram id, if they ever opened the bot."""
    customer: Customer | None = await session.scalar(
        select(Customer).where(Customer.telegram_id == telegram_id)
    )
    return customer
