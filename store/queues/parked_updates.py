"""Updates that were put aside because they failed too often: listed, and tried again when told to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.columns import equals_literal
from store.models.queues import Flow, InboxItem, InboxStatus
from store.queues.alarm_rows import clear_alarm
from store.queues.lanes import wake

PARKED = "inbox.parked"
"""The alarm about an update that was put aside; `alarm_subject` says which."""
INBOX = cast("Table", InboxItem.__table__)


@dataclass(frozen=True, slots=True)
class ParkedUpdate:
    """An update that failed too often; `error` names the failure without personal text."""

    id: int
    update_id: int
    attempts: int
    error: str | None
    received_at: datetime


def alarm_subject(item_id: int) -> str:
    """The subject of the alarm about this update."""
    return f"inbox:{item_id}"


async def list_parked(session: AsyncSession, limit: int | None = None) -> tuple[ParkedUpdate, ...]:
    """What was put aside, newest first."""
    found = await session.execute(
        select(INBOX.c.id, INBOX.c.update_id, INBOX.c.attempts, INBOX.c.error, INBOX.c.received_at)
        .where(equals_literal(InboxItem.status, InboxStatus.PARKED))
        .order_by(INBOX.c.id.desc())
        .limit(limit)
    )
    return tuple(ParkedUpdate(*row) for row in found)


async def retry(session: AsyncSession, item_ids: Collection[int], now: datetime) -> list[int]:
    """Work on these from the beginning, and take back their alarms; the ids of those that were parked."""
    found = await session.execute(
        update(INBOX)
        .where(INBOX.c.id.in_(item_ids), INBOX.c.status == InboxStatus.PARKED)
        # Not the first attempt: what waited for the NLU server before has had part of its effect.
        .values(status=InboxStatus.NEW, attempts=1, due_at=now, done_at=None, error=None)
        .returning(INBOX.c.id, INBOX.c.lane)
    )
    rows = found.all()
    await wake(session, Flow.IN, [row.lane for row in rows], now)
    for row in rows:
        await clear_alarm(session, PARKED, alarm_subject(row.id), now)
    return sorted(row.id for row in rows)
