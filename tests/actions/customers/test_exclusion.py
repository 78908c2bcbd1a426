"""Managers take customers out of the figures and back into them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.customers.exclusion import mark_as_test
from store.engine.database import Database
from store.models.customers import Customer
from store.models.staff import AuditEntry
from store.queries.not_found import NotFound
from tests.records import Records

HOUR = timedelta(hours=1)


async def test_mark_is_set_once_and_taken_back(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await Records(session, now).customer("Wang")
    for is_test, at in ((True, now), (True, now + HOUR), (False, now + HOUR), (False, now + HOUR)):
        async with database.transaction() as session:
            await mark_as_test(session, 1, 3, at, is_test=is_test)
            assert (await session.get_one(Customer, 1)).is_test is is_test
    async with database.reading() as session:
        entries = await session.execute(select(AuditEntry.action, AuditEntry.subject, AuditEntry.at))
        assert [tuple(entry) for entry in entries] == [
            ("customer.marked_test", "customer:1", now),
            ("customer.unmarked_test", "customer:1", now + HOUR),
        ]


async def test_customer_to_mark_must_exist(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        with pytest.raises(NotFound):
            await mark_as_test(session, 9, 3, now, is_test=True)
