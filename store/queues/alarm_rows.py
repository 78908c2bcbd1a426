"""What staff must know about the system itself: one open alarm a kind and subject."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.queues import Alarm


async def raise_alarm(session: AsyncSession, kind: str, subject: str, now: datetime) -> None:
    """Tell staff, once until the alarm is cleared. `subject` names the thing, such as `inbox:17`."""
    is_open = select(Alarm.id).where(Alarm.kind == kind, Alarm.subject == subject, Alarm.cleared_at.is_(None))
    if await session.scalar(is_open.limit(1)) is None:
        session.add(Alarm(kind=kind, subject=subject, raised_at=now))
        await session.flush()


async def open_kinds(session: AsyncSession, subject: str) -> list[str]:
    """Return the kinds of the open alarms about something, in order."""
    found = select(Alarm.kind).where(Alarm.subject == subject, Alarm.cleared_at.is_(None))
    return list(await session.scalars(found.order_by(Alarm.kind)))


async def clear_alarm(session: AsyncSession, kind: str, subject: str, now: datetime) -> None:
    """Note that the reason for an alarm is gone."""
    await session.execute(
        update(Alarm)
        .where(Alarm.kind == kind, Alarm.subject == subject, Alarm.cleared_at.is_(None))
        .values(cleared_at=now)
    )
