"""The outlet that a customer was served at last."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.customers import Customer
from store.models.occasions import Occasion
from store.models.surveys import Service

LATELY = timedelta(days=30)
# Written once: building a statement costs as much as running it.
LAST_OUTLET = (
    select(Service.outlet)
    .join(Customer, Customer.id == Service.customer_id)
    .where(
        Customer.account == bindparam("of_account"),
        Service.ended_at >= bindparam("since"),
        Service.outlet.is_not(None),
        Service.source != Occasion.BOOKING.source,
    )
    .order_by(Service.ended_at.desc())
    .limit(1)
    .execution_options(autoflush=False)
)


async def last_outlet(session: AsyncSession, account: Address | None, now: datetime) -> str | None:
    """Return the outlet of the customer's newest service of the last 30 days; None without one."""
    if account is None:
        return None
    outlet: str | None = await session.scalar(LAST_OUTLET, {"of_account": account, "since": now - LATELY})
    return outlet
