"""The heads of topics: their card is pinned, and titles follow the case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.room.room_lock import locked_topic
from actions.staffroom.room.room_pace import free_messages
from actions.staffroom.room.room_voice import queue_in_room
from actions.staffroom.topics.topic_buttons import card_buttons
from actions.staffroom.topics.topic_title import card_text, topic_title
from store.models.address import Address
from store.models.cases import Case, CaseEvent
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff_rooms import CustomerTopic, StaffRoom, TopicState
from store.queries.staffroom.customer_card import read_topic_head
from store.queries.staffroom.topic_places import lose_thread
from store.queues.outbox import UNSENT
from store.queues.outgoing import Outgoing

MOST = 20


@dataclass(frozen=True, slots=True)
class TopicRename:
    """A topic whose title is not that of its case any more."""

    topic_id: int
    address: Address
    thread: int
    title: str


@dataclass(frozen=True, slots=True)
class TopicReopening:
    """A topic that is to be opened again."""

    topic_id: int
    address: Address
    thread: int


async def pin_cards(session: AsyncSession, room: StaffRoom, now: datetime) -> None:
    """Pin the cards that have arrived, as far as the pace allows."""
    found = await session.execute(
        select(CustomerTopic, OutboxItem)
        .outerjoin(OutboxItem, OutboxItem.id == CustomerTopic.card_id)
        .where(
            CustomerTopic.room_id == room.id,
            CustomerTopic.card_id.is_not(None),
            CustomerTopic.pinned_at.is_(None),
        )
        .limit(MOST)
    )
    for topic, card in found.tuples():
        if (card is not None and card.status in UNSENT) or free_messages(room.full_at, now) == 0:
            continue
        topic.pinned_at = now
        if card is not None and card.telegram_message_id is not None:
            pin = Outgoing(
                room.address, OutboxAction.PIN, target=card.telegram_message_id, topic=topic.thread
            )
            await queue_in_room(session, room, pin, now)


async def stale_title(session: AsyncSession, room_id: int, since: int, house: House) -> TopicRename | None:
    """Return a topic whose case has moved after this step, so that its title is to be changed."""
    moved = select(Case.customer_id).join(CaseEvent, CaseEvent.case_id == Case.id).where(CaseEvent.id > since)
    found = await session.execute(
        select(CustomerTopic, StaffRoom.address)
        .join(StaffRoom, StaffRoom.id == CustomerTopic.room_id)
        .where(
            CustomerTopic.room_id == room_id,
            CustomerTopic.state == TopicState.OPEN,
            CustomerTopic.customer_id.in_(moved),
        )
        .order_by(CustomerTopic.id)
    )
    for topic, address in found.tuples():
        title = topic_title(await read_topic_head(session, topic.customer_id), house.language)
        if title != topic.title and topic.thread is not None:
            return TopicRename(topic.id, address, topic.thread, title)
    return None


async def note_title(session: AsyncSession, rename: TopicRename, now: datetime, house: House) -> None:
    """Note that the title was changed, and let the card follow."""
    found = await locked_topic(session, rename.topic_id)
    if found is None:
        return
    room, topic = found
    topic.title = rename.title
    card = None if topic.card_id is None else await session.get(OutboxItem, topic.card_id)
    if card is not None and card.telegram_message_id is not None:
        text = card_text(await read_topic_head(session, topic.customer_id), house.language)
        buttons = card_buttons(house.language)
        edit = Outgoing(
            rename.address,
            OutboxAction.EDIT,
            text,
            buttons,
            target=card.telegram_message_id,
            topic=rename.thread,
        )
        await queue_in_room(session, room, edit, now)


async def note_titled(session: AsyncSession, room_id: int, step: int) -> None:
    """Note that the titles follow the steps of cases up to this one."""
    behind = update(StaffRoom).where(StaffRoom.id == room_id, StaffRoom.titled_to < step)
    await session.execute(behind.values(titled_to=step))


async def closed_topic(session: AsyncSession, room_id: int, now: datetime) -> TopicReopening | None:
    """Return a closed topic that is to be opened again, as something waits for it."""
    found = await session.execute(
        select(CustomerTopic.id, StaffRoom.address, CustomerTopic.thread)
        .join(StaffRoom, StaffRoom.id == CustomerTopic.room_id)
        .where(
            CustomerTopic.room_id == room_id,
            CustomerTopic.state == TopicState.CLOSED,
            CustomerTopic.due_at <= now,
            CustomerTopic.thread.is_not(None),
        )
        .limit(1)
    )
    row = found.one_or_none()
    return None if row is None else TopicReopening(*row)


async def note_reopened(session: AsyncSession, topic_id: int, now: datetime, *, exists: bool) -> None:
    """Note that a topic is open again, or that it is gone and must be made again."""
    found = await locked_topic(session, topic_id)
    if found is None:
        return
    room, topic = found
    topic.due_at = now
    if exists:
        topic.state = TopicState.OPEN
    else:
        lose_thread(topic, room.address)
