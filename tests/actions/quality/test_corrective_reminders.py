"""Staff are reminded of a corrective action on its last day, and when that has passed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.quality.corrective_actions import DUE, OVERDUE, CorrectiveTask, move, report_done
from actions.quality.corrective_reminders import check_corrective, kind_of, remind
from actions.rights.erasure import erase_customer
from actions.settings.house import House
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm, OutboxItem
from tests.actions.quality.corrected import ZONE, Checked, checked, given, in_days

DAY = timedelta(days=1)


@pytest.fixture
async def found(database: Database, now: datetime) -> Checked:
    return await checked(database, now)


async def alarms(database: Database) -> list[tuple[str, str]]:
    """Return the open alarms."""
    async with database.reading() as session:
        rows = await session.execute(select(Alarm.kind, Alarm.subject).where(Alarm.cleared_at.is_(None)))
        return [(kind, subject) for kind, subject in rows.tuples()]


async def test_person_is_reminded_once_a_kind(
    database: Database, found: Checked, house: House, now: datetime
) -> None:
    house = replace(house, staff_chat=Address(-5))
    task = await given(database, found, now, days=2)
    moments = [now, now + 2 * DAY, now + 2 * DAY, now + 3 * DAY, now + 4 * DAY]
    assert [await check_corrective(database, at, house) for at in moments] == [0, 1, 0, 1, 0]
    assert await alarms(database) == [(OVERDUE, f"corrective:{task}")]
    async with database.reading() as session:
        payloads = await session.scalars(select(OutboxItem.payload).order_by(OutboxItem.id))
        assert [line for payload in payloads for line in payload["text"].splitlines()] == [
            f"整改 {task} 今天到期（Lee）。",
            f"请主管关注：整改 {task} 已逾期（Lee）。",
        ]


async def test_reminder_waits_for_the_business_hours(
    database: Database, found: Checked, house: House, now: datetime
) -> None:
    await given(database, found, now, days=1)
    night = (now + DAY).astimezone(ZONE).replace(hour=0, minute=30)
    assert [await check_corrective(database, at, house) for at in (night, now + DAY)] == [0, 1]


async def test_reminder_ends_when_it_is_done_or_moved(
    database: Database, found: Checked, house: House, now: datetime
) -> None:
    task = await given(database, found, now, days=0)
    assert await check_corrective(database, now, house) == 1
    async with database.transaction() as session:
        await move(session, task, CorrectiveTask(found.lee, in_days(now, 9), ""), found.mei, ZONE, now)
    assert (await alarms(database), await check_corrective(database, now, house)) == ([], 0)
    assert await check_corrective(database, now + 10 * DAY, house) == 1
    async with database.transaction() as session:
        await report_done(session, task, "", found.lee, now)
    assert (await alarms(database), await check_corrective(database, now + 11 * DAY, house)) == ([], 0)


async def test_alarm_of_an_erased_finding_is_cleared(
    database: Database, found: Checked, house: House, now: datetime
) -> None:
    task = await given(database, found, now, days=0)
    await check_corrective(database, now, house)
    async with database.transaction() as session:
        await erase_customer(session, found.customer, "staff:1", now)
    assert await alarms(database) == [(DUE, f"corrective:{task}")]
    await check_corrective(database, now, house)
    assert await alarms(database) == []


async def test_notice_of_another_worker_or_a_task_moved_meanwhile_is_not_written(
    database: Database, found: Checked, house: House, now: datetime
) -> None:
    task = await given(database, found, now, days=0)
    written = []
    for _ in range(2):  # both workers have read that it is due
        async with database.transaction() as session:
            written.append(await remind(session, task, now, house))
    async with database.transaction() as session:
        await move(session, task, CorrectiveTask(found.lee, in_days(now, 9), ""), found.mei, ZONE, now)
    async with database.transaction() as session:
        written.append(await remind(session, task, now, house))
    assert (written, await alarms(database)) == ([True, False, False], [])


def test_kind_follows_the_clock(now: datetime) -> None:
    assert [kind_of(now + each, now) for each in (-DAY, timedelta(), DAY)] == [OVERDUE, OVERDUE, DUE]
