"""What is found about the bot's rights."""

from dataclasses import replace
from datetime import timedelta

from actions.settings.house import House
from actions.staffroom.room.room_check import AGAIN, SOON, is_check_due, rights_text
from actions.staffroom.room.room_rights import RoomLack
from actions.staffroom.room.room_texts import room_text
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


def test_room_that_can_be_used_is_said_to_be_ready_with_what_is_missing(house: House) -> None:
    ready, pin, topics = (
        room_text(house.language, name) for name in ("room_ready", "lack_pin", "lack_topics")
    )
    assert rights_text([], house) == ready
    assert rights_text([RoomLack.PIN], house) == f"{ready}\n\n" + room_text(
        house.language, "room_spared", lacks=pin
    )
    assert rights_text([RoomLack.TOPICS, RoomLack.PIN], house) == room_text(
        house.language, "room_missing", lacks=f"{topics}\n{pin}"
    )
