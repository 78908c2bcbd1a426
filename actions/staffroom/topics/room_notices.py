"""Notices about cases: one message in the topic for all that came together, with the person mentioned.

Outside business hours only urgent ones are said; the others wait for the morning.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.alerts import OF_CASES, URGENT
from actions.settings.house import House
from actions.staffroom.room.room_pace import free_messages
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_voice import say_in_room
from store.models.cases import Case
from store.models.queues import Alarm
from store.models.staff_rooms import CustomerTopic, RoomMember, StaffRoom, TopicState

MOST = 50
MINUTE = timedelta(minutes=1)
CASE = "case:"


async def say_notices(session: AsyncSession, room: StaffRoom, now: datetime, house: House) -> None:
    """Say what is new about cases, or hold it until there is a topic, room in the pace, or the day."""
    held = [int(number) for number in room.held_alarms or []]
    alarms = await session.scalars(
        select(Alarm).where(or_(Alarm.id > room.alarms_to, Alarm.id.in_(held))).order_by(Alarm.id).limit(MOST)
    )
    is_day = house.calendar.between(now, now + MINUTE) > timedelta(0)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    topics: dict[int, CustomerTopic] = {}
    kept: list[str] = []
    for alarm in alarms:
        room.alarms_to = max(room.alarms_to, alarm.id)
        if alarm.kind not in OF_CASES or alarm.cleared_at is not None:
            continue
        case, topic = await _place(session, room, alarm)
        may_speak = (is_day or alarm.kind == URGENT) and free_messages(room.full_at, now) > len(texts)
        if case is None:
            continue
        if topic is None or not may_speak:
            kept.append(str(alarm.id))
            continue
        whom = await _mention(session, case)
        reference = case.reference or ""
        line = room_text(house.language, f"notice_{alarm.kind}", reference=reference, whom=whom).strip()
        texts[topic.id].append(line)
        topics[topic.id] = topic
    room.held_alarms = kept or None
    for topic_id, lines in texts.items():
        await say_in_room(session, room, "\n".join(lines), now, topic=topics[topic_id])


async def _place(
    session: AsyncSession, room: StaffRoom, alarm: Alarm
) -> tuple[Case | None, CustomerTopic | None]:
    """Return the case of an alarm, and the open topic of its customer."""
    reference = alarm.subject.removeprefix(CASE)
    case = await session.scalar(select(Case).where(Case.reference == reference))
    if case is None:
        return None, None
    topic = await session.scalar(
        select(CustomerTopic).where(
            CustomerTopic.room_id == room.id,
            CustomerTopic.customer_id == case.customer_id,
            CustomerTopic.state == TopicState.OPEN,
        )
    )
    return case, topic


async def _mention(session: AsyncSession, case: Case) -> str:
    """Return how Telegram notifies the person who has the case; "" without one, or without a user name."""
    name = await session.scalar(
        select(RoomMember.username).where(
            RoomMember.staff_id == case.assignee_id, RoomMember.staff_id.is_not(None)
        )
    )
    return f"@{name}" if name else ""
