"""A group that gets another id."""

from datetime import datetime

from sqlalchemy import select

from actions.staffroom.room.room_codes import issue_code
from actions.staffroom.room.room_moving import move_room
from actions.staffroom.room.room_tying import tie_room
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff_rooms import CodePurpose
from store.queries.staffroom.live_room import read_live_room
from store.queues import outbox
from store.queues.outgoing import Outgoing
from tests.records import Records


async def test_room_and_what_waits_for_it_move(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        ann = (await Records(session, now).staff("Ann")).id
        await tie_room(session, Address(-7), await issue_code(session, CodePurpose.ROOM, ann, now), now)
        for address in (Address(-7), Address(5)):
            await outbox.add(session, Outgoing(address, OutboxAction.SEND, "x"), now)
        await move_room(session, Address(-7), Address(-100), now)
        await move_room(session, Address(5), Address(6), now)  # it is no room
        live = await read_live_room(session)
        assert (live and live.address) == Address(-100)
        assert list(await session.scalars(select(OutboxItem.address).order_by(OutboxItem.id))) == [
            Address(-100),
            Address(5),
        ]
