"""What is found about the bot's rights."""

from dataclasses import replace
from datetime import timedelta

from actions.staffroom.room.room_check import AGAIN, SOON, is_check_due
from store.queries.staffroom.live_room import read_live_room
from tests.room_stand import RoomStand


async def test_ready_room_says_so_once(stand: RoomStand) -> None:
    await stand.settle(3)
    assert sum("/join" in text for text in await stand.general()) == 1


async def test_rights_are_looked_at_often_while_some_are_missing(stand: RoomStand) -> None:
    async with stand.database.reading() as session:
        room = await read_live_room(session)
    assert room is not None
    room = replace(room, checked_at=stand.now)
    later, much_later = stand.now + SOON, stand.now + AGAIN
    assert [is_check_due(room, at) for at in (later, much_later)] == [False, True]
    lacking = replace(room, missing=("topics",))
    assert [is_check_due(lacking, at) for at in (later - timedelta(seconds=1), later)] == [False, True]
    assert is_check_due(replace(room, checked_at=None), stand.now) is True
