"""Blocking a customer: of what they send, only the count is kept, and they are told once."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.surveys.asking.schedule import cancel_all
from store.models.staff import AuditEntry
from store.models.surveys import Reason
from store.queries.customer_lock import locked_customer


async def block(session: AsyncSession, customer_id: int, staff_id: int, now: datetime) -> None:
    """Take nothing more in from a customer, and ask them nothing.

    Raises:
        NotFound: there is no such customer.
    """
    customer = await locked_customer(session, customer_id)
    if customer.blocked_at is not None:
        return
    customer.blocked_at, customer.block_told_at = now, None
    await cancel_all(session, customer, now, Reason.BLOCKED)
    session.add(_entry("customer.blocked", customer_id, staff_id, now))


async def unblock(session: AsyncSession, customer_id: int, staff_id: int, now: datetime) -> None:
    """Take in what a customer sends again.

    Raises:
        NotFound: there is no such customer.
    """
    customer = await locked_customer(session, customer_id)
    if customer.blocked_at is None:
        return
    customer.blocked_at = customer.block_told_at = None
    session.add(_entry("customer.unblocked", customer_id, staff_id, now))


def _entry(action: str, customer_id: int, staff_id: int, now: datetime) -> AuditEntry:
    return AuditEntry(at=now, actor=f"staff:{staff_id}", action=action, subject=f"customer:{customer_id}")
