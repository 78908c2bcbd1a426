"""Notices that wait."""

from datetime import datetime

from sqlalchemy import select

from actions.staffroom.room.room_codes import issue_code
from actions.staffroom.room.room_tying import tie_room
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm
from store.models.staff_rooms import CodePurpose, CustomerTopic, TopicState
from store.queries.staffroom.held_alarms import holdable_alarms, sayable_alarms
from store.queues.alarm_rows import clear_alarm, raise_alarm
from tests.records import Records


async def test_only_open_topics_can_be_told_and_only_customers_with_one_wait(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        code = await issue_code(session, CodePurpose.ROOM, (await records.staff("Ann")).id, now)
        room = await tie_room(session, Address(-7), code, now)
        for name, state in (("Emma", TopicState.OPEN), ("Dan", TopicState.WANTED), ("Carl", None)):
            customer = await records.customer(name)
            case = await records.case(customer)
            await raise_alarm(session, "slow", f"case:{case.reference}", now)
            if state is not None:
                topic = CustomerTopic(
                    room_id=room.id, customer_id=customer.id, state=state, rank=1, due_at=now
                )
                session.add(topic)
        await session.flush()
        emma, dan, carl = await session.scalars(select(Alarm).order_by(Alarm.id))
        held = [emma.id, dan.id, carl.id]
        assert await sayable_alarms(session, room.id, held, ["slow"], 9) == [emma]
        assert await sayable_alarms(session, room.id, held, ["other"], 9) == []
        assert await holdable_alarms(session, room.id, held) == [emma.id, dan.id]
        await clear_alarm(session, "slow", emma.subject, now)
        assert await holdable_alarms(session, room.id, held) == [dan.id]
