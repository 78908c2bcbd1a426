"""Who is writing: the customer behind a Telegram account."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.turn.incoming import Origin
from store.models.customers import Customer

# Written once, since every message needs it: building a statement costs as much as running it.
BY_TELEGRAM_ID = select(Customer).where(Customer.telegram_id == bindparam("of_id"))


async def meet(session: AsyncSession, origin: Origin, now: datetime) -> tuple[Customer, bool]:
    """The customer of a private chat with current names, and whether this is the first we see of them.

    Whoever writes can be reached again.
    """
    person = origin.person
    customer = await by_telegram_id(session, person.telegram_id)
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
    customer: Customer | None = await session.scalar(BY_TELEGRAM_ID, {"of_id": telegram_id})
    return customer
