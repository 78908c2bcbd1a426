"""Columns mean the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from nlu.contract.labels import Language
from store.engine.database import Database
from store.engine.database_errors import Conflict
from store.models.address import Address
from store.models.customers import Customer

SHANGHAI = timezone(timedelta(hours=8))
LARGEST_ID = 2**63 - 1


async def test_time_comes_back_aware_and_in_utc(database: Database) -> None:
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
    async with database.transaction() as session:
        session.add(Customer(account=Address(1), created_at=noon))
    async with database.reading() as session:
        stored = await session.scalar(select(Customer.created_at))
    assert (stored, stored.tzinfo if stored else None) == (datetime(2026, 11, 23, 4, 0, tzinfo=UTC), UTC)


async def test_time_without_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001 - the mistake that is tested
    with pytest.raises(StatementError, match="without a zone"):
        await add(database, naive, 1)


async def test_addresses_have_64_bits(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add(Customer(account=Address(LARGEST_ID), address=Address(-LARGEST_ID), created_at=now))
    async with database.reading() as session:
        stored = (await session.execute(select(Customer.account, Customer.address))).one()
    assert tuple(stored) == (Address(LARGEST_ID), Address(-LARGEST_ID))


async def test_enumeration_is_stored_by_value(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add(Customer(account=Address(1), language=Language.EN, created_at=now))
    async with database.reading() as session:
        assert await session.scalar(text("SELECT language FROM customers")) == "en"
        assert await session.scalar(select(Customer.language)) is Language.EN


async def test_chinese_and_emoji_come_back_unchanged(database: Database, now: datetime) -> None:
    name = "王小明 👨‍👩‍👧 𠮷"
    async with database.transaction() as session:
        session.add(Customer(account=Address(1), first_name=name, created_at=now))
    async with database.reading() as session:
        assert await session.scalar(select(Customer.first_name)) == name


async def add(database: Database, now: datetime, *numbers: int) -> None:
    async with database.transaction() as session:
        for number in numbers:
            session.add(Customer(account=Address(number), created_at=now))
            await session.flush()


async def test_nothing_stays_of_a_transaction_that_fails(database: Database, now: datetime) -> None:
    await add(database, now, 1)
    with pytest.raises(Conflict):
        await add(database, now, 2, 1)
    async with database.reading() as session:
        assert list(await session.scalars(select(Customer.account))) == [Address(1)]
