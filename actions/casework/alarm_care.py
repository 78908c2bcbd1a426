"""A member of staff takes care of alarms; colleagues see who does, and need not look."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import audit
from store.models.queues import Alarm
from store.queries.system.alarms import is_unowned


async def take_care(session: AsyncSession, alarm_ids: Collection[int], staff_id: int, now: datetime) -> None:
    """Make a member of staff the owner of those of these alarms that are open and unowned."""
    taken = await session.scalars(
        update(Alarm)
        .where(Alarm.id.in_(alarm_ids), Alarm.cleared_at.is_(None), is_unowned())
        .values(owner_id=staff_id, owned_at=now)
        .returning(Alarm.id)
    )
    for alarm_id in sorted(taken):
        audit(session, "alarm.owned", f"alarm:{alarm_id}", staff_id, now)


async def give_back(session: AsyncSession, alarm_ids: Collection[int], staff_id: int, now: datetime) -> None:
    """Leave those of these alarms that are open and have an owner, who need not be this member, to all."""
    given = await session.scalars(
        update(Alarm)
        .where(Alarm.id.in_(alarm_ids), Alarm.cleared_at.is_(None), Alarm.owner_id.is_not(None))
        .values(owner_id=None, owned_at=None)
        .returning(Alarm.id)
    )
    for alarm_id in sorted(given):
        audit(session, "alarm.given_back", f"alarm:{alarm_id}", staff_id, now)
