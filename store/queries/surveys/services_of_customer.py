"""The services that systems have reported about a customer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.occasions import OURS
from store.models.surveys import Service


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service that ended. `number` is its id in the system that reported it, such as an order number."""

    number: str
    outlet: str | None
    agent: str | None
    kind: str | None
    ended_at: datetime


async def services_of_customer(
    session: AsyncSession, customer_id: int, limit: int = 10
) -> tuple[ServiceCard, ...]:
    """The customer's newest services, newest first; occasions inside the business are left out."""
    statement = (
        select(Service.source_id, Service.outlet, Service.agent, Service.kind, Service.ended_at)
        .where(Service.customer_id == customer_id, Service.source.not_like(f"{OURS}%"))
        .order_by(Service.ended_at.desc(), Service.id.desc())
        .limit(limit)
    )
    return tuple(ServiceCard(*row) for row in (await session.execute(statement)).tuples())
