"""Every process takes up what is published, and staff hear of what cannot be read."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from actions.documents.document_changes import put_in_force
from actions.documents.settings_watch import REFUSED, SettingsWatch
from store.engine.database import Database
from store.models.queues import Alarm
from tests.actions.documents.published import CHANGE, fresh, publish, rules


async def test_processes_take_up_a_change_once(database: Database, now: datetime) -> None:
    processes = [fresh(), fresh()]
    watches = [SettingsWatch(database, each) for each in processes]
    looks = [await watch.look(now) for watch in watches]
    async with database.transaction() as session:
        await publish(session, "rules", rules(3))
    looks += [await watch.look(now) for watch in (*watches, *watches)]
    assert looks == [True, True, True, True, False, False]
    assert [each.now.house.first_reply for each in processes] == [timedelta(hours=3)] * 2


async def test_work_in_flight_keeps_the_house_it_began_with(database: Database, now: datetime) -> None:
    in_force = fresh()
    watch = SettingsWatch(database, in_force)
    began = in_force.now.house
    async with database.transaction() as session:
        await publish(session, "rules", rules(3))
    await watch.look(now)
    assert (began.first_reply, in_force.now.house.first_reply) == (timedelta(hours=4), timedelta(hours=3))


async def test_text_that_cannot_be_read_raises_an_alarm_until_it_is_gone(
    database: Database, now: datetime
) -> None:
    in_force = fresh()
    watch = SettingsWatch(database, in_force)
    async with database.transaction() as session:
        await publish(session, "rules", "of: another release\n")
        await publish(session, "calendar", in_force.files["calendar"].text.replace("10:00-17:00", "closed"))
    await watch.look(now)
    assert await _open(database) == ["settings:rules"]
    assert in_force.now.house.first_reply == timedelta(hours=4)
    assert in_force.now.house.calendar.hours[5] == ()
    async with database.transaction() as session:
        await put_in_force(session, {"rules": None}, 2, CHANGE)
    await watch.look(now)
    assert await _open(database) == []


async def test_looks_at_the_same_time_raise_one_alarm(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await publish(session, "rules", "no: rules\n")
    watches = [SettingsWatch(database, fresh()) for _ in range(2)]
    await asyncio.gather(*(watch.look(now) for watch in watches))
    assert await _open(database) == ["settings:rules"]


async def _open(database: Database) -> list[str]:
    async with database.reading() as session:
        found = select(Alarm.subject).where(Alarm.kind == REFUSED, Alarm.cleared_at.is_(None))
        return list(await session.scalars(found))


async def test_looks_of_one_process_follow_each_other(database: Database, now: datetime) -> None:
    watch = SettingsWatch(database, fresh())
    assert await asyncio.gather(*(watch.look(now) for _ in range(2))) == [True, False]
