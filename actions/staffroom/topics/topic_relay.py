"""From the transcript into the topics: what customers, colleagues and the bot said, at the room's pace.

The transcript is what is true: what a topic lacks is found by comparison, so that nothing is lost by a
restart, a deleted topic or a flood, and nothing comes twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.room.room_pace import free_messages
from actions.staffroom.room.room_voice import queue_in_room
from actions.staffroom.topics.relayed_text import RelayBundle, bundle_text, bundles
from actions.staffroom.topics.room_marks import SLOWEST
from store.models.conversations import QUIET, Conversation, Message, MessageKind
from store.models.queues import OutboxAction
from store.models.staff_rooms import CustomerTopic, RelayedMessage, StaffRoom, TopicState
from store.queries.staffroom.relay_lines import MOST_LINES, number_in_group, unrelayed_lines
from store.queues.outgoing import Outgoing

# The items of an album come one by one.
ALBUM_PAUSE = timedelta(seconds=2)
MOST_TOPICS = 20


async def mark_behind(session: AsyncSession, room: StaffRoom) -> None:
    """Note which topics lack a new message."""
    found = await session.execute(
        select(CustomerTopic, func.min(Message.id))
        .join(Conversation, Conversation.customer_id == CustomerTopic.customer_id)
        .join(Message, Message.conversation_id == Conversation.id)
        .outerjoin(
            RelayedMessage,
            and_(RelayedMessage.topic_id == CustomerTopic.id, RelayedMessage.message_id == Message.id),
        )
        .where(
            CustomerTopic.room_id == room.id,
            Message.id > room.seen_to,
            Message.kind.not_in(QUIET),
            RelayedMessage.id.is_(None),
        )
        .group_by(CustomerTopic.id)
    )
    for topic, first in found.tuples():
        topic.behind_from = first if topic.behind_from is None else min(first, topic.behind_from)


async def relay_topics(session: AsyncSession, room: StaffRoom, now: datetime, house: House) -> None:
    """Queue what the topics lack, the longest-waiting first, as far as the pace allows."""
    behind = await session.scalars(
        select(CustomerTopic)
        .where(
            CustomerTopic.room_id == room.id,
            CustomerTopic.state == TopicState.OPEN,
            CustomerTopic.behind_from.is_not(None),
        )
        .order_by(CustomerTopic.behind_from)
        .limit(MOST_TOPICS)
    )
    for topic in list(behind):
        if free_messages(room.full_at, now) == 0:
            return
        await _relay_topic(session, room, topic, now, house)


async def _relay_topic(
    session: AsyncSession, room: StaffRoom, topic: CustomerTopic, now: datetime, house: House
) -> None:
    lines = await unrelayed_lines(session, topic)
    rest = lines
    for bundle in bundles(lines, house.language):
        if free_messages(room.full_at, now) == 0 or _may_grow(bundle, now):
            break
        await _relay_bundle(session, room, topic, bundle, now, house)
        rest = tuple(line for line in rest if line not in bundle.lines)
    more = lines[-1].id + 1 if len(lines) == MOST_LINES else None
    topic.behind_from = min((line.id for line in rest), default=more)


async def _relay_bundle(
    session: AsyncSession,
    room: StaffRoom,
    topic: CustomerTopic,
    bundle: RelayBundle,
    now: datetime,
    house: House,
) -> None:
    first, row_id = bundle.lines[0], None
    reply_to = await number_in_group(session, topic, first)
    text = bundle_text(bundle.lines, house.language)
    if bundle.copied:
        originals = tuple(line.number for line in bundle.lines if line.number is not None)
        outgoing = Outgoing(
            room.address,
            OutboxAction.COPY,
            topic=topic.thread,
            reply_to=reply_to,
            source=first.address,
            originals=originals,
        )
        row_id = await queue_in_room(session, room, outgoing, now)
    elif text:  # nothing is left of erased words
        outgoing = Outgoing(room.address, OutboxAction.SEND, text, topic=topic.thread, reply_to=reply_to)
        row_id = await queue_in_room(session, room, outgoing, now)
    note_relayed(session, topic, [line.id for line in bundle.lines], row_id, now)


def note_relayed(
    session: AsyncSession, topic: CustomerTopic, messages: Sequence[int], row_id: int | None, now: datetime
) -> None:
    """Note that the topic has these messages, by this outgoing row."""
    session.add_all(
        RelayedMessage(topic_id=topic.id, message_id=number, outbox_id=row_id, at=now) for number in messages
    )


def _may_grow(bundle: RelayBundle, now: datetime) -> bool:
    """Return whether more items of this album, or the file of a colleague, may be on their way."""
    newest = bundle.lines[-1]
    age = now - newest.created_at
    if newest.number is None and newest.kind is not MessageKind.TEXT:
        return age < SLOWEST
    return bundle.album is not None and age < ALBUM_PAUSE
