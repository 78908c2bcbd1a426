"""Filters of the conversations that members of staff keep under a name, each for themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.refusals import TooManyFilters
from store.models.staff import SavedFilter

MOST = 20  # more are a list to search, and no help


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A kept filter; `query` as it stands in an address."""

    id: int
    name: str
    query: str


async def saved_filters(session: AsyncSession, staff_id: int) -> tuple[KeptFilter, ...]:
    """The filters of a member of staff by name."""
    rows = await session.scalars(
        select(SavedFilter).where(SavedFilter.staff_id == staff_id).order_by(SavedFilter.name)
    )
    return tuple(KeptFilter(row.id, row.name, row.query) for row in rows)


async def save_filter(session: AsyncSession, staff_id: int, name: str, query: str, now: datetime) -> None:
    """Keep a filter; one of the same name is replaced.

    Raises:
        TooManyFilters: there are `MOST` already.
    """
    own = SavedFilter.staff_id == staff_id
    row = await session.scalar(select(SavedFilter).where(own, SavedFilter.name == name))
    if row is not None:
        row.query = query
        return
    if (await session.scalar(select(func.count(SavedFilter.id)).where(own)) or 0) >= MOST:
        raise TooManyFilters
    session.add(SavedFilter(staff_id=staff_id, name=name, query=query, created_at=now))


async def drop_filter(session: AsyncSession, staff_id: int, filter_id: int) -> None:
    """Delete one's filter; filters of others stay."""
    own = delete(SavedFilter).where(SavedFilter.id == filter_id, SavedFilter.staff_id == staff_id)
    await session.execute(own)
