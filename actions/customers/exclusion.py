"""Marking a customer as a test: what they write and answer is in no figure."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.staff import AuditEntry
from store.queries.customer_lock import locked_customer


async def mark_as_test(
    session: AsyncSession, customer_id: int, staff_id: int, now: datetime, *, is_test: bool
) -> None:
    """Take a customer out of all figures, past ones too, or back into them.

    Raises:
        NotFound: there is no such customer.
    """
    customer = await locked_customer(session, customer_id)
    if customer.is_test == is_test:
        return
    customer.is_test = is_test
    action = "customer.marked_test" if is_test else "customer.unmarked_test"
    session.add(
        AuditEntry(at=now, actor=f"staff:{staff_id}", action=action, subject=f"customer:{customer_id}")
    )
