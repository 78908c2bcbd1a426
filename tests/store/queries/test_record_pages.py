"""Pages by number: newest first, with one row more where another page follows."""

from datetime import datetime

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.customers import Customer
from store.queries.not_found import NotFound
from store.queries.record_pages import RecordPage, row_of, rows_of
from tests.records import Records


async def test_pages_follow_each_other(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        ids = [(await records.customer()).id for _ in range(3)]
        pages = [
            await rows_of(session, select(Customer.id), Customer.id, page)
            for page in (RecordPage(size=2), RecordPage(after=ids[1], size=2))
        ]
    assert [[row.id for row in page] for page in pages] == [ids[::-1], [ids[0]]]


async def test_unknown_number_is_not_found(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(NotFound, match="there is no customer 5"):
            await row_of(session, select(Customer.id), Customer.id, "customer", 5)
