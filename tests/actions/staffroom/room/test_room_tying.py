"""Tying groups and members."""

from datetime import datetime

import pytest

from actions.staffroom.room.room_codes import issue_code
from actions.staffroom.room.room_tying import known_member, tie_member, tie_room, untie_member, untie_room
from actions.turn.incoming import Person
from store.engine.database import Database
from store.models.address import Address
from store.models.staff_rooms import CodePurpose
from store.queries.not_found import NotFound
from store.queries.staffroom.live_room import read_live_room, tied_members
from tests.records import Records

GROUP, OTHER = Address(-7), Address(-8)


async def test_one_group_at_most_is_the_room(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        ann = (await Records(session, now).staff("Ann")).id
        rooms = []
        for address in (GROUP, OTHER, GROUP):
            code = await issue_code(session, CodePurpose.ROOM, ann, now)
            rooms.append((await tie_room(session, address, code, now)).id)
            live = await read_live_room(session)
            assert (live and live.address) == address
        assert rooms[0] == rooms[2]
        await untie_room(session, ann, now)
        assert await read_live_room(session) is None


async def test_member_has_one_account_at_a_time(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        ann = (await Records(session, now).staff("Ann")).id
        for account in (Address(1), Address(2)):
            code = await issue_code(session, CodePurpose.MEMBER, ann, now)
            await tie_member(session, Person(account, "Ann", "ann"), code, now)
        assert await known_member(session, Address(1)) is None
        assert [each.username for each in await tied_members(session)] == ["ann"]
        await untie_member(session, ann, ann, now)
        with pytest.raises(NotFound):
            await untie_member(session, ann, ann, now)
