"""Staff block customers and let them in again."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.customers.blocking import block, unblock
from store.engine.database import Database
from store.models.customers import Customer as CustomerRow
from store.models.staff import AuditEntry
from store.models.surveys import Outcome, Reason
from store.queries.not_found import NotFound
from tests.actions.conftest import Customer
from tests.actions.surveys.conftest import Shop
from tests.records import Records

HOUR = timedelta(hours=1)


async def test_blocked_customer_is_asked_nothing(shop: Shop, known: Customer) -> None:
    await shop.tell()
    async with shop.database.transaction() as session:
        await block(session, 1, 3, shop.now)
    assert (await shop.invitation()).due_at is None
    told = await shop.tell()
    assert (told.decision, told.reason) == (Outcome.SKIPPED, Reason.BLOCKED)


@pytest.mark.parametrize("deed", [block, unblock])
async def test_customer_to_block_must_exist(shop: Shop, deed: object) -> None:
    assert callable(deed)
    async with shop.database.transaction() as session:
        with pytest.raises(NotFound):
            await deed(session, 9, 3, shop.now)


async def test_block_begins_once_and_ends_whole(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await Records(session, now).customer("Wang", block_told_at=now)
    for deed, at, expected in (
        (block, now, now),
        (block, now + HOUR, now),
        (unblock, now + HOUR, None),
        (unblock, now + HOUR, None),
    ):
        async with database.transaction() as session:
            await deed(session, 1, 3, at)
            assert (await session.get_one(CustomerRow, 1)).blocked_at == expected
    async with database.reading() as session:
        assert (await session.get_one(CustomerRow, 1)).block_told_at is None
        entries = await session.execute(select(AuditEntry.action, AuditEntry.subject, AuditEntry.at))
        assert [tuple(entry) for entry in entries] == [
            ("customer.blocked", "customer:1", now),
            ("customer.unblocked", "customer:1", now + HOUR),
        ]
