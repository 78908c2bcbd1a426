"""A key has so many requests a minute, for all processes together."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.exchange.key_pace import KeyLimitReached, KeyPace, count_request
from actions.staff.api_keys import identify, issue
from store.engine.database import Database
from store.models.staff import ApiKey

SECOND = timedelta(seconds=1)


@pytest.fixture
async def key(database: Database, now: datetime) -> int:
    """The id of a key."""
    async with database.transaction() as session:
        return (await identify(session, await issue(session, "till-3", now))).id


async def count(database: Database, key: int, most: int | None, at: datetime) -> KeyPace | None:
    async with database.transaction() as session:
        return await count_request(session, key, most, at)


async def test_minute_begins_with_its_first_request(database: Database, key: int, now: datetime) -> None:
    assert [await count(database, key, 2, now + each * SECOND) for each in (0, 59)] == [
        KeyPace(1, 60),
        KeyPace(0, 1),
    ]
    with pytest.raises(KeyLimitReached) as refused:
        await count(database, key, 2, now + 59 * SECOND)
    assert refused.value.pace == KeyPace(0, 1)
    assert await count(database, key, 2, now + 60 * SECOND) == KeyPace(1, 60)


async def test_clock_that_was_set_back_begins_again(database: Database, key: int, now: datetime) -> None:
    await count(database, key, 1, now)
    assert await count(database, key, 1, now - timedelta(days=1)) == KeyPace(0, 60)


async def test_key_without_limit_is_counted_too(database: Database, key: int, now: datetime) -> None:
    assert [await count(database, key, None, now) for _ in range(3)] == [None] * 3
    async with database.reading() as session:
        row = (await session.execute(select(ApiKey.window_used, ApiKey.used_at))).one()
    assert tuple(row) == (3, now)


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_requests_at_once_are_never_more_than_the_limit(
    database: Database, key: int, now: datetime
) -> None:
    async def succeeds() -> bool:
        try:
            return await count(database, key, 7, now) is not None
        except KeyLimitReached:
            return False

    assert sum(await asyncio.gather(*(succeeds() for _ in range(20)))) == 7
