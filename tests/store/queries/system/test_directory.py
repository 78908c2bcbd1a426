"""Outlets and the people who serve there."""

from datetime import datetime, timedelta

import pytest

from store.engine.database import Database
from store.models.occasions import Occasion
from store.queries.system.directory import ServedOutlet, known_outlets, list_served
from tests.records import Records

DAY = timedelta(days=1)


@pytest.fixture
async def services(database: Database, now: datetime) -> None:
    """Services of two outlets, and one of no outlet; a case of a third outlet."""
    async with database.transaction() as session:
        records = Records(session, now)
        reports = (
            ("south", "Lee", now),
            ("south", "Lee", now - DAY),
            ("south", None, now),
            ("北店", "Mei", now),
            ("north", "Mei", now - 9 * DAY),
            (None, "Osei", now),
        )
        for number, (outlet, agent, ended_at) in enumerate(reports):
            await records.service(str(number), outlet=outlet, agent=agent, ended_at=ended_at)
        await records.service(
            "till-3/7", source=Occasion.BOOKING.source, outlet="south", agent="Lee", ended_at=now + DAY
        )
        await records.case(await records.customer(), outlet="east")


async def test_outlets_of_services_and_cases_are_named_once(database: Database, services: None) -> None:
    async with database.reading() as session:
        assert await known_outlets(session) == ("east", "north", "south", "北店")


async def test_empty_database_knows_no_outlet(database: Database, now: datetime) -> None:
    async with database.reading() as session:
        assert (await known_outlets(session), await list_served(session, now)) == ((), ())


async def test_people_are_listed_with_their_services_since_a_time(
    database: Database, services: None, now: datetime
) -> None:
    async with database.reading() as session:
        served = await list_served(session, now - 2 * DAY)
    assert {*served} == {
        ServedOutlet("south", None, 1, now),
        ServedOutlet("south", "Lee", 2, now),
        ServedOutlet("北店", "Mei", 1, now),
    }
    assert [each.outlet for each in served] == ["south", "south", "北店"]
