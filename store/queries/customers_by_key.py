"""Customers by what a table calls them: account, number, or user name."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.customers import Customer


async def customers_by_key(
    session: AsyncSession,
    accounts: Collection[Address],
    numbers: Collection[str],
    usernames: Collection[str],
    *,
    locks: bool = False,
) -> Sequence[Customer]:
    """Return the customers with one of these keys; user names in small letters. With `locks`, lock them."""
    columns = (
        (Customer.account, accounts),
        (Customer.external_id, numbers),
        (func.lower(Customer.username), usernames),
    )
    wanted = [column.in_(values) for column, values in columns if values]
    if not wanted:
        return []
    found = select(Customer).where(or_(*wanted)).order_by(Customer.id)
    return (await session.scalars(found.with_for_update() if locks else found)).all()
