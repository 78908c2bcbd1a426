"""The outlet of the newest service."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.address import Address
from store.queries.surveys.last_outlet import LATELY, last_outlet
from tests.records import Records

DAY = timedelta(days=1)


async def test_outlet_is_that_of_the_newest_service_with_one(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, other = (
            await records.customer(account=Address(7)),
            await records.customer(account=Address(8)),
        )
        await records.service("1", customer_id=customer.id, outlet="south", ended_at=now - 2 * DAY)
        await records.service("2", customer_id=customer.id, outlet="north", ended_at=now - DAY)
        await records.service("3", customer_id=customer.id)
        await records.service("4", customer_id=other.id, outlet="west")
    async with database.reading() as session:
        found = [await last_outlet(session, account, now) for account in (Address(7), Address(9), None)]
        later = await last_outlet(session, Address(7), now + LATELY)
    assert (found, later) == (["north", None, None], None)
