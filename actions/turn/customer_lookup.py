"""Who is writing: the customer behind a Telegram account."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.turn.incoming import Origin
from store.models.address import Address
from store.models.customers import Customer

# Written once, since every message needs it: building a statement costs as much as running it.
BY_ACCOUNT = select(Customer).where(Customer.account == bindparam("of_id"))


async def find_or_create_customer(
    session: AsyncSession, origin: Origin, now: datetime
) -> tuple[Customer, bool]:
    """The customer of a private chat with current names, and whether this is the first we see of them.

    A customer who writes can be reached again.
    """
    person = origin.person
    customer = await customer_of_account(session, person.account)
    is_new = customer is None
    if customer is None:
        customer = Customer(account=person.account, created_at=now)
        session.add(customer)
    customer.address = origin.address
    customer.first_name = person.first_name
    customer.username = person.username
    customer.language_code = person.language_code
    customer.unreachable_at = None
    await session.flush()
    return customer, is_new


async def customer_of_account(session: AsyncSession, account: Address) -> Customer | None:
    """The customer with this account, if they ever opened the bot."""
    customer: Customer | None = await session.scalar(BY_ACCOUNT, {"of_id": account})
    return customer
