"""What belongs to one's own account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staff.sessions import IDLE, LONGEST
from store.models.staff import StaffSession


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session that goes on."""

    id: int
    created_at: datetime
    seen_at: datetime


async def own_sessions(session: AsyncSession, staff_id: int, now: datetime) -> tuple[OwnSession, ...]:
    """The sessions that have not ended, newest first."""
    rows = await session.scalars(
        select(StaffSession)
        .where(
            StaffSession.staff_id == staff_id,
            StaffSession.revoked_at.is_(None),
            StaffSession.seen_at > now - IDLE,
            StaffSession.created_at > now - LONGEST,
        )
        .order_by(StaffSession.id.desc())
    )
    return tuple(OwnSession(row.id, row.created_at, row.seen_at) for row in rows)
