"""Outlets and the people who serve there, as the systems that tell of services name them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from store.models.cases import Case
from store.models.occasions import Occasion
from store.models.surveys import Service

MOST = 500


async def known_outlets(session: AsyncSession) -> tuple[str, ...]:
    """The names of all outlets, in the order of their characters; at most `MOST`."""
    found = union(*(_different(column) for column in (Case.outlet, Service.outlet)))
    return tuple(sorted(name for name in await session.scalars(found) if name is not None)[:MOST])


def _different(column: InstrumentedAttribute[str | None]) -> Select[tuple[str | None]]:
    """The different values of an indexed column, by one leap in the index for each."""
    first = select(column.label("name")).where(column.is_not(None)).order_by(column).limit(1)
    leaps = first.subquery().select().cte(f"leaps_{column.class_.__tablename__}", recursive=True)
    following = select(column).where(column > leaps.c.name).order_by(column).limit(1).scalar_subquery()
    leaps = leaps.union_all(select(following).where(leaps.c.name.is_not(None)))
    return select(leaps.c.name).limit(MOST).subquery().select()


@dataclass(frozen=True, slots=True)
class ServedOutlet:
    """An outlet with one of its people (None without a name), and how many services were reported."""

    outlet: str
    agent: str | None
    services: int
    last_at: datetime


async def list_served(session: AsyncSession, since: datetime) -> tuple[ServedOutlet, ...]:
    """The people who served since a time, by outlet and name; at most `MOST`."""
    statement = (
        select(Service.outlet, Service.agent, func.count(Service.id), func.max(Service.ended_at))
        .where(
            Service.outlet.is_not(None),
            Service.ended_at >= since,
            Service.source != Occasion.BOOKING.source,
        )
        .group_by(Service.outlet, Service.agent)
        .order_by(Service.outlet, Service.agent)
        .limit(MOST)
    )
    rows = (await session.execute(statement)).tuples()
    return tuple(ServedOutlet(outlet or "", agent, count, last_at) for outlet, agent, count, last_at in rows)
