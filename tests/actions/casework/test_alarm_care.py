"""Taking care of alarms."""

from datetime import datetime, timedelta

from sqlalchemy import select

from actions.casework.alarm_care import give_back, take_care
from store.engine.database import Database
from store.models.queues import Alarm
from store.models.staff import AuditEntry
from store.queries.system.alarms import count_alarms, list_alarms
from store.queues.alarm_rows import clear_alarm, raise_alarm
from tests.records import Records, recording

DAY = timedelta(days=1)


async def test_owned_alarm_is_listed_with_its_owner_and_counted_no_more(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        mei, lee = await records.members("Mei", "Lee")
        for subject in ("bot:1", "bot:2", "bot:3"):
            await raise_alarm(session, "telegram.conflict", subject, now)
        await clear_alarm(session, "telegram.conflict", "bot:3", now)
        await take_care(session, [1, 3, 99], mei.id, now)
        await take_care(session, [1, 2], lee.id, now + DAY)  # from a page of before
    async with database.reading() as session:
        counts = await count_alarms(session, now - DAY)
        listed = await list_alarms(session, now - DAY)
        audited = await session.execute(select(AuditEntry.actor, AuditEntry.action, AuditEntry.subject))
        cleared = await session.get_one(Alarm, 3)
    assert counts.raised == 0
    assert [(each.subject, each.owner, each.owned_at) for each in listed.raised] == [
        ("bot:2", "Lee", now + DAY),
        ("bot:1", "Mei", now),
    ]
    assert [tuple(row) for row in audited] == [
        (f"staff:{mei.id}", "alarm.owned", "alarm:1"),
        (f"staff:{lee.id}", "alarm.owned", "alarm:2"),
    ]
    assert cleared.owner_id is None


async def test_alarm_that_is_given_back_or_whose_owner_has_left_is_counted_again(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (session, records):
        mei, lee = await records.members("Mei", "Lee")
        for subject in ("bot:1", "bot:2", "bot:3"):
            await raise_alarm(session, "telegram.conflict", subject, now)
        await clear_alarm(session, "telegram.conflict", "bot:3", now)
        await take_care(session, [1], mei.id, now)
        await give_back(session, [1, 2, 3, 99], lee.id, now)  # Mei is on holiday
        await take_care(session, [2], lee.id, now)
        lee.disabled_at = now
    async with database.reading() as session:
        counts = await count_alarms(session, now - DAY)
        listed = await list_alarms(session, now - DAY)
        audited = await session.scalars(
            select(AuditEntry.subject).where(
                AuditEntry.action == "alarm.given_back", AuditEntry.actor == f"staff:{lee.id}"
            )
        )
    assert (counts.raised, [each.owner for each in listed.raised], list(audited)) == (
        2,
        [None, None],
        ["alarm:1"],
    )
    async with database.transaction() as session:
        await take_care(session, [2], mei.id, now + DAY)
        assert (await count_alarms(session, now - DAY)).raised == 1
        assert [each.owner for each in (await list_alarms(session, now - DAY)).raised] == ["Mei", None]


async def test_alarm_that_is_raised_again_has_no_owner(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        mei = await Records(session, now).staff("Mei")
        await raise_alarm(session, "nlu.away", "nlu", now)
        await take_care(session, [1], mei.id, now)
        await clear_alarm(session, "nlu.away", "nlu", now)
        await raise_alarm(session, "nlu.away", "nlu", now + DAY)
    async with database.reading() as session:
        listed = await list_alarms(session, now)
    assert [(each.id, each.owner) for each in listed.raised] == [(2, None)]
