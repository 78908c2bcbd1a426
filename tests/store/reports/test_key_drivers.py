"""What satisfaction moves with, from stored answers."""

from datetime import datetime

from store.engine.database import Database
from store.reports.key_drivers import key_driver_map, key_drivers
from store.reports.sums.scope import Scope
from tests.records import recording
from tests.store.reports.reasons import REASONS, play_reasons, version


async def test_waiting_moves_with_the_score_and_price_may_be_chance(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (_, records):
        await play_reasons(records, await version(records, REASONS))
    async with database.reading() as session:
        (found,) = await key_drivers(session, Scope(outlet="north"))
        none = await key_drivers(session, Scope(outlet="south"))
        alone = [
            await key_driver_map(session, Scope(outlet="north"), found.asked.survey_key, question)
            for question in (found.asked.question, "another")
        ]
    waiting, price = found.drivers
    assert (waiting.name, waiting.customers, waiting.weight.is_clear) == ("waiting", 60, True)
    assert (price.name, price.weight.is_clear) == ("price", False)
    assert waiting.weight.performance.value < price.weight.performance.value
    assert 0 < price.weight.importance.value < waiting.weight.importance.value < found.explained < 1
    assert (found.n, found.customers, found.needed, found.left_out) == (
        120,
        120,
        66,
        ("surroundings", "other"),
    )
    assert none == ()
    assert alone == [found, None]


async def test_few_customers_have_no_drivers(database: Database, now: datetime) -> None:
    async with recording(database, now) as (_, records):
        await play_reasons(records, await version(records, REASONS), customers=60)
    async with database.reading() as session:
        (found,) = await key_drivers(session, Scope())
    assert (found.drivers, found.customers, found.needed, found.explained) == ((), 60, 66, 0)
