"""Topics of customers: wanted by a row, claimed before the call, and opened when the call has ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.room.room_lock import locked_topic
from actions.staffroom.room.room_moving import move_room
from actions.staffroom.room.room_pace import TOPIC_INTERVAL, is_topic_due
from actions.staffroom.room.room_voice import say_in_room
from actions.staffroom.topics.topic_buttons import card_buttons
from actions.staffroom.topics.topic_title import card_text, topic_colour, topic_title
from actions.turn.send_outcomes import ChatMoved, NotDelivered, SendError, SendLater
from store.engine.row_insert import insert_or_ignore
from store.models.address import Address
from store.models.cases import IS_OPEN, Case
from store.models.conversations import Conversation, Message, Mode
from store.models.queues import OutboxAction
from store.models.staff_rooms import CustomerTopic, StaffRoom, TopicState
from store.queries.staffroom.customer_card import read_topic_head
from store.queues import outbox
from store.queues.alarm_rows import clear_alarm, raise_alarm
from store.queues.outgoing import Outgoing

UNMADE = "room.topic_unmade"
# A call takes seconds: after a minute its process has died, and it is not known whether a topic was made.
LOST_CALL = timedelta(minutes=1)
PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(minutes=10)
# So many messages of the talk are shown at the head of a new topic.
BEFORE = 10
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class TopicOrder:
    """A topic that is to be made now."""

    topic_id: int
    address: Address
    title: str
    colour: int


async def want_topics(session: AsyncSession, room: StaffRoom, now: datetime) -> None:
    """Order a topic for each customer who needs a person and has none: urgent ones first."""
    by_case = (
        select(Case.customer_id, func.min(_rank()), func.max(Case.conversation_id))
        .where(IS_OPEN, Case.opened_at >= room.tied_at, _has_none(room, Case.customer_id))
        .group_by(Case.customer_id)
        .limit(MOST_AT_ONCE)
    )
    by_talk = (
        select(Conversation.customer_id, func.max(1), func.max(Conversation.id))
        .where(
            Conversation.mode == Mode.STAFF,
            Conversation.last_message_at >= room.tied_at,
            _has_none(room, Conversation.customer_id),
        )
        .group_by(Conversation.customer_id)
        .limit(MOST_AT_ONCE)
    )
    for statement in (by_case, by_talk):
        for customer_id, rank, conversation_id in (await session.execute(statement)).tuples():
            first = await _first_shown(session, conversation_id)
            wanted = insert_or_ignore(session, CustomerTopic, "room_id", "customer_id").values(
                room_id=room.id,
                customer_id=customer_id,
                state=TopicState.WANTED,
                rank=rank,
                attempts=0,
                due_at=now,
                behind_from=first,
            )
            await session.execute(wanted)


async def claim_topic(session: AsyncSession, room_id: int, now: datetime, house: House) -> TopicOrder | None:
    """Claim the next topic that is to be made, at the pace of the room; None if there is none now."""
    room = await session.get(StaffRoom, room_id, with_for_update=True, populate_existing=True)
    if room is None or room.untied_at is not None or not is_topic_due(room.topic_at, now):
        return None
    await _give_up_lost_calls(session, room, now)
    topic = await session.scalar(
        select(CustomerTopic)
        .where(
            CustomerTopic.room_id == room_id,
            CustomerTopic.state == TopicState.WANTED,
            CustomerTopic.due_at <= now,
        )
        .order_by(CustomerTopic.rank, CustomerTopic.id)
        .limit(1)
        .with_for_update()
    )
    if topic is None:
        return None
    topic.state, topic.due_at, room.topic_at = TopicState.MAKING, now, now + TOPIC_INTERVAL
    head = await read_topic_head(session, topic.customer_id)
    topic.title = topic_title(head, house.language)
    return TopicOrder(topic.id, room.address, topic.title, topic_colour(head))


async def open_topic(
    session: AsyncSession, order: TopicOrder, thread: int, now: datetime, house: House
) -> None:
    """Note the number of a topic that was made, and put the customer's card into it."""
    found = await locked_topic(session, order.topic_id)
    if found is None or found[1].state is not TopicState.MAKING:  # the customer was erased meanwhile
        deletion = Outgoing(order.address, OutboxAction.DELETE_TOPIC, topic=thread)
        await outbox.add(session, deletion, now)
        return
    room, topic = found
    topic.state, topic.thread, topic.attempts = TopicState.OPEN, thread, 0
    head = await read_topic_head(session, topic.customer_id)
    topic.pinned_at = None
    topic.card_id = await say_in_room(
        session,
        room,
        card_text(head, house.language),
        now,
        topic=topic,
        buttons=card_buttons(house.language),
    )
    await clear_alarm(session, UNMADE, f"room:{room.id}", now)


async def put_off_topic(session: AsyncSession, topic_id: int, error: SendError, now: datetime) -> None:
    """Let a topic that was not made be made later; after a refusal nothing is made before that time."""
    found = await locked_topic(session, topic_id)
    if found is None or found[1].state is not TopicState.MAKING:
        return
    room, topic = found
    topic.state, topic.attempts = TopicState.WANTED, topic.attempts + 1
    match error:
        case SendLater(seconds=seconds):
            room.topic_at = now + timedelta(seconds=seconds)
            topic.due_at = room.topic_at
        case ChatMoved(new_address=address):
            await move_room(session, room.address, address, now)
        case NotDelivered():
            topic.due_at = now + _pause(topic.attempts)
        case _:
            topic.due_at = now + _pause(topic.attempts)
            room.checked_at = None  # perhaps a right was taken away
            await raise_alarm(session, UNMADE, f"room:{room.id}", now)


async def _give_up_lost_calls(session: AsyncSession, room: StaffRoom, now: datetime) -> None:
    """Make again what a process that died was making. An empty topic of that call may stay in the group."""
    lost = await session.scalars(
        select(CustomerTopic).where(
            CustomerTopic.room_id == room.id,
            CustomerTopic.state == TopicState.MAKING,
            CustomerTopic.due_at <= now - LOST_CALL,
        )
    )
    for topic in lost:
        topic.state, topic.attempts, topic.due_at = TopicState.WANTED, topic.attempts + 1, now
    await session.flush()


async def _first_shown(session: AsyncSession, conversation_id: int | None) -> int | None:
    """Return the first message of the talk that the new topic shows."""
    if conversation_id is None:
        return None
    newest = (
        select(Message.id)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.id.desc())
        .limit(BEFORE)
        .subquery()
    )
    first: int | None = await session.scalar(select(func.min(newest.c.id)))
    return first


def _has_none(room: StaffRoom, customer_id: object) -> ColumnElement[bool]:
    return ~exists().where(CustomerTopic.room_id == room.id, CustomerTopic.customer_id == customer_id)


def _rank() -> ColumnElement[int]:
    return case((Case.is_urgent, 0), else_=1)


def _pause(attempts: int) -> timedelta:
    return min(PAUSE * (1 << min(attempts, 10)), LONGEST_PAUSE)
