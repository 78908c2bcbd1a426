"""Messages to a topic that did not arrive: the topic lacks them again, and is opened or made again.

Nothing of a customer is ever sent outside its topic.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staffroom.room.room_lock import locked_room
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_voice import say_in_room
from actions.staffroom.room.topic_places import lose_thread
from actions.turn.send_outcomes import Refused, SendError, TopicGone, Unreachable
from nlu.contract.labels import Language
from store.models.queues import OutboxAction, OutboxItem, OutboxStatus
from store.models.staff_rooms import CustomerTopic, RelayedMessage, StaffRoom, TopicState
from store.queues.outbox import TOPIC, Sendable

CLOSED = "topic closed"
# The end of a send does not know the language of the house.
FILE_LOST = "\n".join(room_text(language, "file_lost") for language in Language)


async def note_loss(session: AsyncSession, row: Sendable, error: SendError, now: datetime) -> bool:
    """Take back what a topic did not get; False if this row was for no topic of a room."""
    room = await _room_of(session, row)
    if room is None:
        return False
    topic = await session.scalar(
        select(CustomerTopic)
        .where(CustomerTopic.room_id == room.id, CustomerTopic.thread == row.outgoing.topic)
        .with_for_update()
    )
    match error:
        case TopicGone() if topic is None:  # the customer was erased, or the topic is made again already
            return True
        case TopicGone() | Unreachable() if topic is not None:
            await _take_back(session, room, topic, row)
            _mark(room, topic, error, now)
            return True
        case Refused() if topic is not None and row.outgoing.action is OutboxAction.COPY:
            await say_in_room(session, room, FILE_LOST, now, topic=topic)
    return False


async def _room_of(session: AsyncSession, row: Sendable) -> StaffRoom | None:
    if row.outgoing.topic is None:
        return None
    return await locked_room(session, row.outgoing.address)


def _mark(room: StaffRoom, topic: CustomerTopic, error: SendError, now: datetime) -> None:
    topic.due_at = now
    if isinstance(error, Unreachable):
        room.checked_at = None  # nothing is relayed before the rights are there again
    elif error.reason == CLOSED:
        topic.state = TopicState.CLOSED
    else:
        lose_thread(topic, room.address)


async def _take_back(session: AsyncSession, room: StaffRoom, topic: CustomerTopic, row: Sendable) -> None:
    """Drop what waits for the topic, and let it lack these messages again."""
    waiting = await session.execute(
        select(OutboxItem.id, OutboxItem.payload).where(
            OutboxItem.address == room.address, OutboxItem.status == OutboxStatus.PENDING
        )
    )
    dropped = [number for number, payload in waiting.tuples() if payload.get(TOPIC) == topic.thread]
    await session.execute(delete(OutboxItem).where(OutboxItem.id.in_(dropped)))
    taken = await session.scalars(
        delete(RelayedMessage)
        .where(RelayedMessage.topic_id == topic.id, RelayedMessage.outbox_id.in_([row.id, *dropped]))
        .returning(RelayedMessage.message_id)
    )
    numbers = [number for number in taken if number is not None]
    if topic.behind_from is not None:
        numbers.append(topic.behind_from)
    topic.behind_from = min(numbers, default=None)
