"""Outlets and the people who serve there, as the systems that tell of services name them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import Service

MOST = 500


@dataclass(frozen=True, slots=True)
class Served:
    """An outlet with one of its people (None where no name was told), and how much was told of them."""

    outlet: str
    agent: str | None
    services: int
    last_at: datetime


async def list_served(session: AsyncSession, since: datetime) -> tuple[Served, ...]:
    """Whoever served since a time, by outlet and name; at most `MOST`."""
    statement = (
        select(Service.outlet, Service.agent, func.count(Service.id), func.max(Service.ended_at))
        .where(Service.outlet.is_not(None), Service.ended_at >= since)
        .group_by(Service.outlet, Service.agent)
        .order_by(Service.outlet, Service.agent)
        .limit(MOST)
    )
    rows = (await session.execute(statement)).tuples()
    return tuple(Served(outlet or "", agent, count, last_at) for outlet, agent, count, last_at in rows)
