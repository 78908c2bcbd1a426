"""A member of staff takes care of alarms; colleagues see who does, and need not look."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import audit
from store.models.queues import Alarm


async def take_care(session: AsyncSession, alarm_ids: Collection[int], staff_id: int, now: datetime) -> None:
    """Make a member of staff the owner of those of these alarms that are open and have no owner."""
    taken = await session.scalars(
        update(Alarm)
        .where(Alarm.id.in_(alarm_ids), Alarm.cleared_at.is_(None), Alarm.owner_id.is_(None))
        .values(owner_id=staff_id, owned_at=now)
        .returning(Alarm.id)
    )
    for alarm_id in sorted(taken):
        audit(session, "alarm.owned", f"alarm:{alarm_id}", staff_id, now)
