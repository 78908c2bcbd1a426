"""The customer number that the business uses, and the proof that a Telegram account belongs to it.

A start link proves that its user has the receipt of one service. It binds this service. The number, which
opens all services under it, needs a second proof: the phone number that the business told with the service,
shared by the account itself, or the word of a member of staff.

BindingError
├── NumberTaken    undo the binding of the other customer first
└── NoSuchBinding  look at the customer again: no number is bound
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.customers.service_release import release_services
from store.models.customers import Customer, Proof
from store.models.staff import AuditEntry
from store.models.surveys import Service
from store.queries.customer_lock import locked_customer


class BindingError(Exception):
    """A customer number cannot be bound or released."""


class NumberTaken(BindingError):
    """Another customer has this number, or this customer has another one."""


class NoSuchBinding(BindingError):
    """No number is bound to this customer."""


async def bind_number(
    session: AsyncSession, customer: Customer, number: str, proof: Proof, actor: str, now: datetime
) -> None:
    """Know the customer by this number from now on.

    Raises:
        NumberTaken: see there; nothing was changed.
    """
    taken = await session.scalar(select(Customer.id).where(Customer.external_id == number))
    if customer.external_id is not None or taken is not None:
        raise NumberTaken(number)
    customer.external_id, customer.bound_by, customer.bound_at = number, proof, now
    session.add(_entry("customer.bound", customer.id, actor, now, proof))
    await session.flush()


async def bind_by_staff(
    session: AsyncSession, customer_id: int, number: str, staff_id: int, now: datetime
) -> None:
    """Bind a number to a customer whom a member of staff knows.

    Raises:
        NotFound: there is no such customer.
        NumberTaken: see there.
    """
    customer = await locked_customer(session, customer_id)
    await bind_number(session, customer, number, Proof.STAFF, f"staff:{staff_id}", now)


async def unbind(session: AsyncSession, customer_id: int, staff_id: int, now: datetime) -> None:
    """Take the number, and every service under it, from a customer.

    The services can be bound again: their links are new, and what the customer was going to be asked about
    them is not asked.

    Raises:
        NotFound: there is no such customer.
        NoSuchBinding: no number is bound.
    """
    customer = await locked_customer(session, customer_id)
    number, proof = customer.external_id, customer.bound_by
    if number is None:
        raise NoSuchBinding(str(customer_id))
    released = await release_services(session, customer, Service.customer_external_id == number, now)
    customer.external_id = customer.bound_by = customer.bound_at = None
    entry = _entry("customer.unbound", customer_id, f"staff:{staff_id}", now, proof)
    entry.detail = {**(entry.detail or {}), "services": released}
    session.add(entry)


def _entry(action: str, customer_id: int, actor: str, now: datetime, proof: Proof | None) -> AuditEntry:
    detail = {"proof": proof.value} if proof else None
    return AuditEntry(at=now, actor=actor, action=action, subject=f"customer:{customer_id}", detail=detail)
