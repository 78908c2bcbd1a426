"""What arrived is in the inbox before anybody says so."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.telegram.intake import UNREADABLE, Intake
from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.models.address import Address
from store.models.queues import Alarm, InboxItem
from tests.bot.flaky import FlakyDatabase
from tests.bot.telegram.conftest import message


class Ear:
    """Counts how often it was told that something arrived."""

    def __init__(self) -> None:
        self.heard = 0

    def hear(self) -> None:
        self.heard += 1


async def kept(database: Database) -> list[tuple[int, int, int, dict[str, Any]]]:
    async with database.reading() as session:
        columns = InboxItem.bot, InboxItem.update_id, InboxItem.lane, InboxItem.body
        rows = await session.execute(select(*columns).order_by(InboxItem.id))
        return [(bot.number, update_id, lane.number, body) for bot, update_id, lane, body in rows]


async def test_updates_are_kept_as_they_came(database: Database, now: datetime) -> None:
    ear = Ear()
    first = {"update_id": 10, "message": message(text="你好 😀")}
    second = {"update_id": 11, "from_the_future": {"user": {"id": 6}}}
    assert await Intake(database, Address(42), ear.hear).keep([first, second], now) == 2
    assert await kept(database) == [(42, 10, 2**40 + 1, first), (42, 11, 6, second)]
    assert ear.heard == 1


async def test_known_updates_are_not_told_again(database: Database, now: datetime) -> None:
    ear = Ear()
    intake = Intake(database, Address(42), ear.hear)
    await intake.keep([{"update_id": 10}], now)
    assert await intake.keep([{"update_id": 10}], now) == 0
    assert ear.heard == 1


async def test_what_databases_refuse_is_cleaned(database: Database, now: datetime) -> None:
    await Intake(database, Address(42), Ear().hear).keep(
        [{"update_id": 10, "message": message(text="a\x00\ud83d")}], now
    )
    [(_, _, _, body)] = await kept(database)
    assert body["message"]["text"] == "a\ufffd"


async def test_update_that_cannot_be_stored_does_not_hold_up_the_others(
    database: Database, now: datetime
) -> None:
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    odd = [
        "x",
        {},
        {"update_id": "1"},
        {"update_id": True},
        {"update_id": 2**63},
        {"update_id": 9, "x": deep},
    ]
    assert await Intake(database, Address(42), Ear().hear).keep([*odd, {"update_id": 10}], now) == 1
    assert [row[1] for row in await kept(database)] == [10]
    async with database.reading() as session:
        alarms = await session.execute(select(Alarm.kind, Alarm.subject))
        assert [tuple(row) for row in alarms] == [(UNREADABLE, "bot:42")]


async def test_nothing_is_told_when_nothing_could_be_kept(database: Database, now: datetime) -> None:
    ear = Ear()
    flaky = FlakyDatabase(database, failures=1, at_commit=True)
    with pytest.raises(StoreUnavailable):
        await Intake(flaky, Address(42), ear.hear).keep([{"update_id": 10}], now)
    assert ear.heard == 0
    assert await kept(database) == []
