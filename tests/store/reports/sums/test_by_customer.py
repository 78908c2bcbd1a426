"""What rests on whose answers they are."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from store.engine.database import Database
from store.models.occasions import Occasion
from store.models.surveys import SurveyVersion
from store.reports.statistics.design import Design
from store.reports.sums.by_customer import by_customer, waiting
from store.reports.sums.gathering import meanings, read
from store.reports.sums.grouped_sources import GroupedSources
from store.reports.sums.grouping import By, Grouping
from store.reports.sums.measures import Measure
from store.reports.sums.one_by_one import gather_columns
from store.reports.sums.scope import Scope
from tests.records import Records

OUTLETS = Grouping(By.OUTLET, ZoneInfo("UTC"))


async def test_customers_are_counted_by_group_and_together(database: Database, now: datetime) -> None:
    """One customer answered twice in the north and once in the south, another once in the north."""
    definition = {"questions": [{"id": "score", "kind": "rating"}]}
    async with database.transaction() as session:
        session.add(SurveyVersion(key="post_service", digest="1", definition=definition, created_at=now))
        records, over = Records(session, now), now + timedelta(hours=1)
        often, once = await records.customer(), await records.customer()
        for customer, outlet, number in (
            (often, "north", 5),
            (often, "north", 4),
            (often, "south", 2),
            (once, "north", 1),
        ):
            invitation = await records.invitation(customer, outlet=outlet, expires_at=over)
            await records.answer(invitation, "score", number=number)
    async with database.reading() as session:
        known = await meanings(session)
        stored = await read(session, Scope(), OUTLETS, known)
        found = GroupedSources(await gather_columns(session, stored, known), OUTLETS)
    whose = by_customer(found, known, now)
    designs = whose.designs[(("score", "rating", Occasion.SERVICE), Measure.CSAT)]
    assert {group: (each.n, each.customers) for group, each in designs.items()} == {
        "north": (3, 2),
        "south": (1, 1),
        None: (4, 2),
    }
    assert designs["south"] == Design(1, 1)
    assert whose.response[Occasion.SERVICE] == {None: {0: 0, 1: 0}}
    assert dict(waiting(found, now)) == {"north": (3, 3), "south": (1, 1)}
    later = by_customer(found, known, now + timedelta(hours=1))
    assert later.response[Occasion.SERVICE] == {
        "north": {0: 0, 1: 3},
        "south": {0: 0, 1: 1},
        None: {0: 0, 1: 4},
    }
