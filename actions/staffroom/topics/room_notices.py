"""Notices about cases: one message in the topic for all that came together, with the person mentioned.

Outside business hours only urgent ones are said; the others wait for the morning.
"""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.alerts import OF_CASES, URGENT
from actions.settings.house import House
from actions.staffroom.room.room_pace import free_messages
from actions.staffroom.room.room_voice import say_in_room
from actions.staffroom.topics.notice_lines import Assignee, NoticeLine, joined, notice_line
from actions.staffroom.topics.room_marks import pass_rows
from store.models.cases import Case
from store.models.queues import Alarm
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, RoomMember, StaffRoom, TopicState
from store.queries.staffroom.held_alarms import CASE, holdable_alarms, sayable_alarms
from store.queries.staffroom.late_rows import unseen

MOST = 50


def sayable_kinds(now: datetime, house: House) -> tuple[str, ...]:
    """Return the kinds of notices that may be said at this hour."""
    return OF_CASES if house.calendar.is_open(now) else (URGENT,)


async def say_notices(session: AsyncSession, room: StaffRoom, now: datetime, house: House) -> None:
    """Say what is new about cases, or hold it until there is a topic, room in the pace, or the day."""
    kinds, held = sayable_kinds(now, house), [int(number) for number in room.held_alarms or []]
    free = free_messages(room.full_at, now)
    texts: defaultdict[int, list[NoticeLine]] = defaultdict(list)
    topics: dict[int, CustomerTopic] = {}
    said: set[int] = set()
    new = await _new_alarms(session, room)
    for alarm in (*await sayable_alarms(session, room.id, held, kinds, MOST), *new):
        case, topic = await _place(session, room, alarm)
        if case is None or topic is None or alarm.kind not in kinds or len(topics | {topic.id: topic}) > free:
            continue
        person = await _assignee(session, case)
        texts[topic.id].append(notice_line(house.language, alarm.kind, case.reference or "", person))
        topics[topic.id] = topic
        said.add(alarm.id)
    waiting = {*held, *(alarm.id for alarm in new)} - said
    kept = await holdable_alarms(session, room.id, waiting)
    room.held_alarms = [str(number) for number in kept] or None
    for topic_id, lines in texts.items():
        text, mentions = joined(lines)
        await say_in_room(session, room, text, now, topic=topics[topic_id], mentions=mentions)


async def _new_alarms(session: AsyncSession, room: StaffRoom) -> list[Alarm]:
    """Return the next alarms about cases, and note that they were looked at."""
    found = await session.scalars(select(Alarm).where(unseen(room, Alarm)).order_by(Alarm.id).limit(MOST))
    alarms = list(found)
    pass_rows(room, Alarm, (alarm.id for alarm in alarms))
    return [alarm for alarm in alarms if alarm.kind in OF_CASES and alarm.cleared_at is None]


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


async def _assignee(session: AsyncSession, case: Case) -> Assignee | None:
    """Return who has the case, with the account that is tied."""
    found = await session.execute(
        select(Staff.name, RoomMember.account)
        .outerjoin(RoomMember, RoomMember.staff_id == Staff.id)
        .where(Staff.id == case.assignee_id)
    )
    row = found.tuples().one_or_none()
    return None if row is None else Assignee(*row)
