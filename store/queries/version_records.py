"""Who made versions of answers and of settings, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.version_columns import VersionColumns, VersionState
from store.queries.actor_names import actor_names


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version without its content; people are named, others are as the audit log has them."""

    number: int
    state: VersionState
    created_by: str
    created_at: datetime
    why: str | None
    published_by: str | None
    published_at: datetime | None


async def version_records(session: AsyncSession, rows: Sequence[VersionColumns]) -> tuple[VersionRecord, ...]:
    """Return the records of rows, in their order."""
    actors = [actor for row in rows for actor in (row.created_by, row.published_by) if actor]
    names = await actor_names(session, actors)
    return tuple(
        VersionRecord(
            row.number,
            row.state,
            names.get(row.created_by, row.created_by),
            row.created_at,
            row.why,
            names.get(row.published_by, row.published_by) if row.published_by else None,
            row.published_at,
        )
        for row in rows
    )
