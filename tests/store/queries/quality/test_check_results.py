"""Spot checks, and what is left to read of them."""

from datetime import date, datetime, timedelta

import pytest

from store.engine.database import Database
from store.models.reviews import Reading, SampledBy, SpotCheck
from store.queries.not_found import NotFound
from store.queries.quality.check_results import (
    list_spot_checks,
    next_reading,
    read_spot_check,
    reading_of,
    readings_done,
)
from tests.records import Records

DAY, HOUR = date(2026, 11, 23), timedelta(hours=1)


@pytest.fixture
async def check(database: Database, now: datetime) -> int:
    """A spot check of two conversations, the first to be read twice, by staff 1; staff 2 may read too."""
    async with database.transaction() as session:
        records = Records(session, now)
        for name in ("Mei", "Osei"):
            await records.staff(name)
        check = SpotCheck(
            sampled_by=SampledBy.OUTLET,
            value="north",
            first=DAY,
            last=DAY,
            seed=7,
            population=9,
            staff_id=1,
            created_at=now,
        )
        session.add(check)
        await session.flush()
        customer = await records.customer()
        for conversation, turn in ((1, 1), (2, 1), (1, 2)):
            if turn == 1:
                await records.conversation(customer)
            session.add(Reading(spot_check_id=check.id, conversation_id=conversation, turn=turn))
            await session.flush()
    return check.id


async def done(database: Database, reading: int, staff: int, at: datetime) -> None:
    async with database.transaction() as session:
        row = await session.get_one(Reading, reading)
        row.staff_id, row.marks, row.comment, row.done_at = staff, {"courtesy": "met"}, "fine", at


async def test_check_is_shown_with_how_much_is_read(database: Database, check: int, now: datetime) -> None:
    await done(database, 2, 1, now)
    async with database.reading() as session:
        row = await read_spot_check(session, check)
        assert await list_spot_checks(session) == (row,)
    assert (row.sampled_by, row.value, row.population, row.by) == (SampledBy.OUTLET, "north", 9, "Mei")
    assert (row.first, row.seed, row.readings, row.done) == (DAY, 7, 3, 1)


async def test_one_person_reads_each_conversation_once(database: Database, check: int, now: datetime) -> None:
    await done(database, 1, 1, now)
    async with database.reading() as session:
        assert await next_reading(session, check, 1) == (2, 2)
    await done(database, 2, 1, now)
    async with database.reading() as session:
        assert await next_reading(session, check, 1) is None
        assert await next_reading(session, check, 2) == (3, 1)


async def test_marks_are_hidden_until_the_second_reading(
    database: Database, check: int, now: datetime
) -> None:
    await done(database, 1, 1, now)
    await done(database, 2, 1, now + HOUR)
    async with database.reading() as session:
        shown = [(row.id, row.by, row.marks, row.comment) for row in await readings_done(session, check)]
    assert shown == [(2, "Mei", {"courtesy": "met"}, "fine"), (1, "Mei", None, None)]
    await done(database, 3, 2, now + 2 * HOUR)
    async with database.reading() as session:
        opened = [(row.id, row.by, row.comment) for row in await readings_done(session, check)]
    assert opened == [(3, "Osei", "fine"), (2, "Mei", "fine"), (1, "Mei", "fine")]


async def test_reading_names_its_check_and_conversation(database: Database, check: int) -> None:
    async with database.reading() as session:
        assert await reading_of(session, 3) == (check, 1)
        with pytest.raises(NotFound, match="there is no reading 4"):
            await reading_of(session, 4)
        with pytest.raises(NotFound, match="there is no spot check 9"):
            await read_spot_check(session, 9)
