"""A customer is locked before it is changed."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.queries.customer_lock import locked_customer
from store.queries.not_found import NotFound
from tests.records import Records


async def test_customer_is_returned_for_a_change(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        customer = await Records(session, now).customer("Li")
    async with database.transaction() as session:
        assert (await locked_customer(session, customer.id)).id == customer.id


async def test_unknown_customer_is_not_found(database: Database) -> None:
    async with database.transaction() as session:
        with pytest.raises(NotFound, match="there is no customer 7"):
            await locked_customer(session, 7)
