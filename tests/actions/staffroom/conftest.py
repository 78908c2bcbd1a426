"""A staff room with Ann and Bo, tied, on a sandbox."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from actions.settings.house import House
from store.engine.database import Database
from tests.room_stand import RoomStand, room_stand


@pytest.fixture(autouse=True)
def seconds_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `connected` sets, for tests that make the library's errors without a connection."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def stand(database: Database, house: House, now: datetime) -> AsyncIterator[RoomStand]:
    """A group that is tied, with Ann and Bo."""
    async with room_stand(database, house, now) as made:
        await made.open("Ann", "Bo")
        yield made
