"""Correcting what a spot check found: a person and a day, and a second judgement that closes or reopens it.

A finding is a criterion that was met partly or not; what does not apply is none. Each has one correction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.reviews import CorrectiveAction, CorrectiveStatus, CorrectiveStep, CorrectiveStepKind
from store.models.staff import AuditEntry, Staff
from store.queries.not_found import NotFound
from store.queries.quality.findings import read_findings
from store.queues.alarm_rows import clear_alarm

DUE = "corrective.due"
OVERDUE = "corrective.overdue"
KINDS = (DUE, OVERDUE)
LONGEST_NOTE = 1000  # characters
LATEST = timedelta(days=366)


class CorrectiveRefusal(Exception):
    """Nothing was changed."""


class DayNotAhead(CorrectiveRefusal):
    """The day has passed, or is more than a year away."""


class NotResponsible(CorrectiveRefusal):
    """It is the task of another person."""


class OwnWork(CorrectiveRefusal):
    """The person who corrected it cannot judge it."""


class CorrectiveMoved(CorrectiveRefusal):
    """It is no longer where the page showed it."""


@dataclass(frozen=True, slots=True)
class CorrectiveTask:
    """Who does what until the end of which day; `words` may be empty where only person or day change."""

    staff_id: int
    day: date
    words: str


async def assign(
    session: AsyncSession,
    reading_id: int,
    criterion: str,
    task: CorrectiveTask,
    by: int,
    zone: ZoneInfo,
    now: datetime,
) -> int:
    """Make a finding the task of a person and return its id.

    Raises:
        NotFound: there is no such finding, or no such member of staff.
        CorrectiveMoved: the finding has a task; nothing was changed.
        DayNotAhead: nothing was changed.
    """
    findings = await read_findings(session, reading_id)
    if criterion not in findings.failed:
        raise NotFound("finding", reading_id)
    if criterion in findings.tasks:
        raise CorrectiveMoved
    await _require_member(session, task.staff_id)
    action = CorrectiveAction(
        reading_id=reading_id,
        criterion=criterion,
        staff_id=task.staff_id,
        due_at=end_of(task.day, zone, now),
        created_at=now,
    )
    session.add(action)
    await session.flush()
    _record(session, action, CorrectiveStepKind.ASSIGNED, task.words, by, now)
    return action.id


async def move(
    session: AsyncSession, action_id: int, task: CorrectiveTask, by: int, zone: ZoneInfo, now: datetime
) -> None:
    """Give an open task to a person until a day.

    Raises:
        NotFound: there is no such task, or no such member of staff.
        CorrectiveMoved, DayNotAhead: nothing was changed.
    """
    action = await _held(session, action_id, CorrectiveStatus.OPEN)
    await _require_member(session, task.staff_id)
    action.staff_id, action.due_at = task.staff_id, end_of(task.day, zone, now)
    await _clear(session, action_id, now)
    _record(session, action, CorrectiveStepKind.MOVED, task.words, by, now)


async def report_done(session: AsyncSession, action_id: int, words: str, by: int, now: datetime) -> None:
    """Note that the person has done it; another one judges it.

    Raises:
        NotFound: there is no such task.
        CorrectiveMoved, NotResponsible: nothing was changed.
    """
    action = await _held(session, action_id, CorrectiveStatus.OPEN)
    if action.staff_id != by:
        raise NotResponsible
    action.status = CorrectiveStatus.DONE
    await _clear(session, action_id, now)
    _record(session, action, CorrectiveStepKind.DONE, words, by, now)


async def close(session: AsyncSession, action_id: int, words: str, by: int, now: datetime) -> None:
    """Judge that it is corrected.

    Raises:
        NotFound: there is no such task.
        CorrectiveMoved, OwnWork: nothing was changed.
    """
    action = await _held(session, action_id, CorrectiveStatus.DONE)
    _require_other(action, by)
    action.status = CorrectiveStatus.CLOSED
    _record(session, action, CorrectiveStepKind.CLOSED, words, by, now)


async def reopen(
    session: AsyncSession, action_id: int, day: date, words: str, by: int, zone: ZoneInfo, now: datetime
) -> None:
    """Judge that it is not corrected: the same person has until another day.

    Raises:
        NotFound: there is no such task.
        CorrectiveMoved, OwnWork, DayNotAhead: nothing was changed.
    """
    action = await _held(session, action_id, CorrectiveStatus.DONE)
    _require_other(action, by)
    action.status, action.due_at = CorrectiveStatus.OPEN, end_of(day, zone, now)
    _record(session, action, CorrectiveStepKind.REOPENED, words, by, now)


def end_of(day: date, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the end of a day that is ahead, or today.

    Raises:
        DayNotAhead: it has passed, or is more than a year away.
    """
    today = now.astimezone(zone).date()
    if not today <= day <= today + LATEST:
        raise DayNotAhead
    return datetime.combine(day + timedelta(days=1), time(), zone)


def subject(action_id: int) -> str:
    """Return what alarms and the audit log call a task."""
    return f"corrective:{action_id}"


async def _held(session: AsyncSession, action_id: int, status: CorrectiveStatus) -> CorrectiveAction:
    found = await session.scalar(
        select(CorrectiveAction).where(CorrectiveAction.id == action_id).with_for_update()
    )
    if found is None:
        raise NotFound("corrective action", action_id)
    if found.status is not status:
        raise CorrectiveMoved
    return found


async def _require_member(session: AsyncSession, staff_id: int) -> None:
    known = select(Staff.id).where(Staff.id == staff_id, Staff.disabled_at.is_(None))
    if await session.scalar(known) is None:
        raise NotFound("member of staff", staff_id)


def _require_other(action: CorrectiveAction, by: int) -> None:
    if action.staff_id == by:
        raise OwnWork


async def _clear(session: AsyncSession, action_id: int, now: datetime) -> None:
    for kind in KINDS:
        await clear_alarm(session, kind, subject(action_id), now)


def _record(
    session: AsyncSession,
    action: CorrectiveAction,
    step: CorrectiveStepKind,
    words: str,
    by: int,
    now: datetime,
) -> None:
    note = words.strip()[:LONGEST_NOTE] or None
    session.add(CorrectiveStep(action_id=action.id, step=step, staff_id=by, note=note, at=now))
    detail: Mapping[str, object] = {"person": action.staff_id, "due_at": action.due_at.isoformat()}
    session.add(
        AuditEntry(
            at=now,
            actor=f"staff:{by}",
            action=f"corrective.{step.value}",
            subject=subject(action.id),
            detail=dict(detail),
        )
    )
