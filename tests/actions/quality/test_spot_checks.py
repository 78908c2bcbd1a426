"""Drawing samples and keeping marks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from actions.quality.scorecard import load_scorecard
from actions.quality.spot_checks import AlreadyRead, Incomplete, NothingToCheck, SampleRequest, begin, finish
from actions.staff.roster import add_member
from store.engine.database import Database
from store.models.reviews import Mark, Reading, SampledBy
from store.models.staff import Role
from store.queries.not_found import NotFound
from store.queries.quality.check_results import list_spot_checks, next_reading, read_spot_check, readings_done
from store.reports.period import Period
from tests.conftest import DATA
from tests.records import Records

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")
SCORECARD = load_scorecard(DATA / "scorecard.yml")
PERIOD = Period(date(2026, 11, 20), date(2026, 11, 23))
ALL_MET = dict.fromkeys(SCORECARD.criteria, Mark.MET)


def wanted(
    size: int = 5, seed: int = 7, by: SampledBy = SampledBy.EVERYTHING, value: str | None = None
) -> SampleRequest:
    return SampleRequest(by, value, PERIOD, size, seed)


async def begun(database: Database, now: datetime, count: int = 10, size: int = 5) -> tuple[int, int, int]:
    """A spot check of some of so many conversations, and two reviewers."""
    async with database.transaction() as session:
        records = Records(session, now)
        for _ in range(count):
            talk = await records.conversation(await records.customer())
            await records.heard(talk)
            await records.said(talk)
        old = await records.conversation(await records.customer(), now - timedelta(days=30))
        assert old.id == count + 1
        mei = await add_member(session, "Mei", Role.REVIEWER, "hash", now)
        osei = await add_member(session, "Osei", Role.REVIEWER, "hash", now)
        check = await begin(session, wanted(size), SCORECARD, mei.id, SHANGHAI, now)
        return check, mei.id, osei.id


async def read_all(database: Database, check: int, staff: int, now: datetime) -> list[int]:
    """Read until nothing is left for this person; the conversations in order."""
    seen: list[int] = []
    while True:
        async with database.transaction() as session:
            following = await next_reading(session, check, staff)
            if following is None:
                return seen
            reading, conversation = following
            await finish(session, reading, ALL_MET, " fine ", SCORECARD, staff, now)
            seen.append(conversation)


async def test_sample_is_drawn_from_the_period_with_its_second_readings(
    database: Database, now: datetime
) -> None:
    check, _, _ = await begun(database, now)
    async with database.reading() as session:
        row = await read_spot_check(session, check)
        readings = list(await session.scalars(select(Reading).order_by(Reading.id)))
    assert (row.population, row.seed, row.by, row.readings, row.done) == (10, 7, "Mei", 6, 0)
    assert [reading.turn for reading in readings] == [1, 1, 1, 1, 1, 2]
    assert readings[-1].conversation_id in {reading.conversation_id for reading in readings[:5]}
    assert all(reading.conversation_id <= 10 for reading in readings)


async def test_same_seed_draws_the_same_conversations(database: Database, now: datetime) -> None:
    first, mei, _ = await begun(database, now)
    async with database.transaction() as session:
        second = await begin(session, wanted(), SCORECARD, mei, SHANGHAI, now)
    drawn: dict[int, list[tuple[int, int]]] = {first: [], second: []}
    async with database.reading() as session:
        for reading in await session.scalars(select(Reading).order_by(Reading.id)):
            drawn[reading.spot_check_id].append((reading.conversation_id, reading.turn))
        assert [check.id for check in await list_spot_checks(session)] == [second, first]
    assert drawn[first] == drawn[second]


async def test_second_reading_is_by_somebody_else_who_sees_no_marks(
    database: Database, now: datetime
) -> None:
    check, mei, osei = await begun(database, now)
    assert len(await read_all(database, check, mei, now)) == 5
    async with database.reading() as session:
        sealed = [row for row in await readings_done(session, check) if row.marks is None]
        left = await next_reading(session, check, osei)
    assert left is not None
    assert [row.conversation_id for row in sealed] == [left[1]]
    assert sealed[0].comment is None
    assert await read_all(database, check, osei, now) == [left[1]]
    async with database.reading() as session:
        rows = await readings_done(session, check)
    assert {row.comment for row in rows} == {"fine"}
    assert all(row.marks == dict.fromkeys(SCORECARD.criteria, "met") for row in rows)


async def test_nobody_reads_twice_or_after_another(database: Database, now: datetime) -> None:
    check, mei, osei = await begun(database, now, count=1, size=1)
    for reading, staff, error in (
        (1, mei, None),
        (2, mei, AlreadyRead),
        (1, osei, AlreadyRead),
        (2, osei, None),
    ):
        async with database.transaction() as session:
            if error is None:
                await finish(session, reading, ALL_MET, "", SCORECARD, staff, now)
            else:
                with pytest.raises(error):
                    await finish(session, reading, ALL_MET, "", SCORECARD, staff, now)
    async with database.reading() as session:
        assert (await read_spot_check(session, check)).done == 2


async def test_all_criteria_must_be_marked(database: Database, now: datetime) -> None:
    _, mei, _ = await begun(database, now)
    async with database.transaction() as session:
        with pytest.raises(Incomplete) as raised:
            await finish(session, 1, {"courtesy": Mark.MET}, "", SCORECARD, mei, now)
        with pytest.raises(NotFound):
            await finish(session, 99, ALL_MET, "", SCORECARD, mei, now)
    assert raised.value.missing == tuple(SCORECARD.criteria)[1:]


async def test_nothing_to_check_is_said(database: Database, now: datetime) -> None:
    _, mei, _ = await begun(database, now)
    async with database.transaction() as session:
        with pytest.raises(NothingToCheck):
            await begin(session, wanted(by=SampledBy.OUTLET, value="west"), SCORECARD, mei, SHANGHAI, now)
