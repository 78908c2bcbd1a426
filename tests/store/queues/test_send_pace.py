"""All workers read and write one pace."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.queues.send_pace import AgreedPace, SendPause, read, write


async def test_nothing_was_agreed_at_first(database: Database) -> None:
    async with database.transaction() as session:
        assert await read(session) == AgreedPace()


async def test_what_was_written_last_is_agreed(database: Database, now: datetime) -> None:
    agreed = AgreedPace(now + timedelta(seconds=1), SendPause(now, now + timedelta(seconds=5)))
    for each in (AgreedPace(now, None), agreed):
        async with database.transaction() as session:
            await write(session, each)
    async with database.transaction() as session:
        assert await read(session) == agreed


def test_pause_is_over_in_time(now: datetime) -> None:
    pause = SendPause(now, now + timedelta(seconds=5))
    left = [pause.left(now + timedelta(seconds=passed)) for passed in (0, 3, 5, 60)]
    assert left == [timedelta(seconds=seconds) for seconds in (5, 2, 0, 0)]


def test_pause_lasts_no_longer_where_the_clock_was_put_back(now: datetime) -> None:
    pause = SendPause(now, now + timedelta(seconds=5))
    assert pause.left(now - timedelta(hours=5)) == timedelta(seconds=5)
