"""Reminding of findings that are to be corrected: on the last day, and when the day has passed.

Each is an alarm, which is cleared when the task is done or moved, and a notice in the staff chat. Days begin
at midnight: the reminders wait for the business hours.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.alerts import tell_staff
from actions.quality.corrective_actions import DUE, KINDS, OVERDUE, subject
from actions.settings.house import House
from actions.settings.replies import Reply
from store.engine.database import Database
from store.models.queues import Alarm
from store.models.reviews import CorrectiveAction, CorrectiveStatus
from store.models.staff import Staff
from store.queues.alarm_rows import clear_alarm, raise_alarm

LAST_DAY = timedelta(days=1)
REPLIES = {DUE: Reply.STAFF_CORRECTIVE_DUE, OVERDUE: Reply.STAFF_CORRECTIVE_OVERDUE}


async def check_corrective(database: Database, now: datetime, house: House) -> int:
    """Remind of each task that is due, once a kind, and return how many notices were written.

    Alarms about tasks that are gone, such as by an erasure, are cleared.
    """
    async with database.reading() as session:
        due = {(kind_of(due_at, now), task_id) for task_id, due_at in await _due(session, now)}
        told = await _told(session)
    staying = {task_id for _, task_id in due}
    gone = sorted((kind, task_id) for kind, task_id in told if task_id not in staying)
    count = 0
    for _, task_id in sorted(due - told) if house.calendar.is_open(now) else ():
        async with database.transaction() as session:
            count += await remind(session, task_id, now, house)
    if gone:
        async with database.transaction() as session:
            for kind, task_id in gone:
                await clear_alarm(session, kind, subject(task_id), now)
    return count


def kind_of(due_at: datetime, now: datetime) -> str:
    """Return the alarm of a task whose last day has come."""
    return OVERDUE if due_at <= now else DUE


async def _due(session: AsyncSession, now: datetime) -> list[tuple[int, datetime]]:
    open_ones = select(CorrectiveAction.id, CorrectiveAction.due_at).where(
        CorrectiveAction.status == CorrectiveStatus.OPEN, CorrectiveAction.due_at <= now + LAST_DAY
    )
    return [(task_id, due_at) for task_id, due_at in (await session.execute(open_ones)).tuples()]


async def _told(session: AsyncSession) -> set[tuple[str, int]]:
    rows = await session.execute(
        select(Alarm.kind, Alarm.subject).where(Alarm.kind.in_(KINDS), Alarm.cleared_at.is_(None))
    )
    return {(kind, int(named.partition(":")[2])) for kind, named in rows.tuples()}


async def remind(session: AsyncSession, task_id: int, now: datetime, house: House) -> bool:
    """Write the notice about a task; False where none is due, or another worker writes it now."""
    row = await session.execute(
        select(CorrectiveAction.due_at, Staff.name)
        .join(Staff, CorrectiveAction.staff_id == Staff.id)
        .where(
            CorrectiveAction.id == task_id,
            CorrectiveAction.status == CorrectiveStatus.OPEN,
            CorrectiveAction.due_at <= now + LAST_DAY,
        )
        .with_for_update(skip_locked=True, of=CorrectiveAction)
    )
    held = row.one_or_none()
    if held is None:
        return False
    due_at, whom = held
    kind = kind_of(due_at, now)
    if (kind, task_id) in await _told(session):
        return False
    if kind == OVERDUE:
        await clear_alarm(session, DUE, subject(task_id), now)
    await raise_alarm(session, kind, subject(task_id), now)
    await tell_staff(session, REPLIES[kind], now, house, number=task_id, whom=whom)
    return True
