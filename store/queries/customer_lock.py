"""Locking the row of a customer before it is changed."""

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.customers import Customer
from store.queries.not_found import NotFound


async def locked_customer(session: AsyncSession, customer_id: int) -> Customer:
    """Return the row of a customer; no other transaction changes it until this one ends.

    Raises:
        NotFound: there is no such customer.
    """
    customer = await session.get(Customer, customer_id, with_for_update=True)
    if customer is None:
        raise NotFound("customer", customer_id)
    return customer
