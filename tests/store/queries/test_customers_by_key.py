"""Customers by what a table calls them."""

from datetime import datetime

from store.engine.database import Database
from store.models.address import Address
from store.queries.customers_by_key import customers_by_key
from tests.records import Records


async def test_customers_are_found_by_any_key(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.customer(account=Address(1), username="Ann")
        await records.customer(account=Address(2), external_id="B2")
        await records.customer(account=Address(3))
        found = await customers_by_key(session, {Address(3)}, {"B2"}, {"ann"}, locks=True)
        assert [each.account for each in found] == [Address(1), Address(2), Address(3)]
        assert [each.account for each in await customers_by_key(session, (), ("b2",), ("bob",))] == []
        assert await customers_by_key(session, (), (), ()) == []
