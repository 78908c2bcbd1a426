"""Cases are found by their tags."""

from datetime import datetime

from sqlalchemy import select

from store.engine.database import Database
from store.models.cases import Case
from store.queries.cases.case_tags import has_tag, known_tags
from tests.records import recording


async def test_whole_tags_are_found_and_offered_once(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, records):
        customer = await records.customer()
        first, second = [
            (await records.case(customer, tags=tags)).id for tags in (("late", "VIP"), ("late 50%",))
        ]
        await records.case(customer)
    expected = {"late": [first], "VIP": [first], "late 50%": [second], "lat": [], "%": []}
    async with database.reading() as session:
        for tag, cases in expected.items():
            assert list(await session.scalars(select(Case.id).where(has_tag(tag)))) == cases
        assert await known_tags(session) == ("late", "late 50%", "VIP")
        assert (await session.get_one(Case, second + 1)).tags == ()
