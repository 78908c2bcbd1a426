"""Messages to a topic that did not arrive: the topic lacks them again, and is opened or made again.

No words of a customer are ever sent outside its topic.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.alerts import OF_CASES
from actions.staffroom.room.room_lock import locked_room
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_voice import say_in_room
from actions.turn.send_outcomes import Refused, SendError, TopicGone, Unreachable
from nlu.contract.labels import Language
from store.models.queues import OutboxAction, OutboxItem, OutboxStatus
from store.models.staff_rooms import CustomerTopic, RelayedMessage, StaffRoom, TopicState
from store.queries.staffroom.held_alarms import standing_alarms
from store.queries.staffroom.topic_places import lose_thread
from store.queues.outbox import Sendable
from store.queues.outgoing import TOPIC

CLOSED = "topic closed"
# After so many attempts a row that waits for its topic no longer holds up the group.
MOST_ATTEMPTS = 5
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
            answers = await _take_back(session, room, topic, row, is_gone=_is_gone(error))
            if _is_gone(error):
                await _hold_notices(session, room, topic)
                await _say_answers(session, room, topic, answers, now)
            _mark(room, topic, error, now)
            return True
        case Refused() if topic is not None and row.outgoing.action is OutboxAction.COPY:
            await say_in_room(session, room, FILE_LOST, now, topic=topic)
    return False


async def can_wait(session: AsyncSession, row: Sendable, error: SendError) -> bool:
    """Return whether a row that is written once, such as a notice, waits for its topic to be open again."""
    if row.attempts >= MOST_ATTEMPTS or _is_gone(error):
        return False
    place = exists().where(
        StaffRoom.address == row.outgoing.address,
        CustomerTopic.room_id == StaffRoom.id,
        CustomerTopic.thread == row.outgoing.topic,
    )
    is_relayed = exists().where(RelayedMessage.outbox_id == row.id)
    return bool(await session.scalar(select(place & ~is_relayed)))


async def _room_of(session: AsyncSession, row: Sendable) -> StaffRoom | None:
    if row.outgoing.topic is None:
        return None
    return await locked_room(session, row.outgoing.address)


def _mark(room: StaffRoom, topic: CustomerTopic, error: SendError, now: datetime) -> None:
    topic.due_at = now
    if isinstance(error, Unreachable):
        room.checked_at = None  # nothing is relayed before the rights are there again
    elif _is_gone(error):
        lose_thread(topic, room.address)
    else:
        topic.state = TopicState.CLOSED


def _is_gone(error: SendError) -> bool:
    return isinstance(error, TopicGone) and error.reason != CLOSED


async def _take_back(
    session: AsyncSession, room: StaffRoom, topic: CustomerTopic, row: Sendable, *, is_gone: bool
) -> list[str]:
    """Drop what waits for the topic, let it lack these messages and notes again, and return lost answers.

    Cards, notices and answers are kept for a topic that is still there: they are written once.
    """
    waiting = await session.execute(
        select(OutboxItem.id, OutboxItem.payload, exists().where(RelayedMessage.outbox_id == OutboxItem.id))
        .where(
            OutboxItem.address == room.address,
            (OutboxItem.status == OutboxStatus.PENDING) | (OutboxItem.id == row.id),
        )
        .order_by(OutboxItem.id)
    )
    lost = {
        number: "" if is_relayed else _answer(payload)
        for number, payload, is_relayed in waiting.tuples()
        if payload.get(TOPIC) == topic.thread and (is_gone or is_relayed)
    }
    await session.execute(delete(OutboxItem).where(OutboxItem.id.in_(lost.keys() - {row.id})))
    found = await session.execute(
        delete(RelayedMessage)
        .where(RelayedMessage.topic_id == topic.id, RelayedMessage.outbox_id.in_({row.id, *lost}))
        .returning(RelayedMessage.message_id, RelayedMessage.note_id)
    )
    taken = found.tuples().all()
    topic.behind_from = _first(topic.behind_from, *(message for message, _ in taken))
    topic.notes_from = _first(topic.notes_from, *(note for _, note in taken))
    return [text for text in lost.values() if text]


def _answer(payload: Mapping[str, Any]) -> str:
    """Return what a row answers to a member of staff; what has buttons may show words of the customer."""
    is_answer = payload.get("reply_to") is not None and not payload["buttons"]
    return str(payload["text"]) if is_answer else ""


async def _say_answers(
    session: AsyncSession, room: StaffRoom, topic: CustomerTopic, answers: Sequence[str], now: datetime
) -> None:
    """Say in General what members were answered in a topic that is gone: why they were refused, above all."""
    where = " ".join(
        room_text(language, "in_left_topic", customer=topic.customer_id) for language in Language
    )
    for answer in answers:
        await say_in_room(session, room, f"{where}\n{answer}", now)


async def _hold_notices(session: AsyncSession, room: StaffRoom, topic: CustomerTopic) -> None:
    """Let the notices that still hold be said in the new topic."""
    standing = await standing_alarms(session, topic.customer_id, OF_CASES)
    held = {*map(int, room.held_alarms or ()), *standing}
    room.held_alarms = [str(number) for number in sorted(held)] or None


def _first(*numbers: int | None) -> int | None:
    return min((number for number in numbers if number is not None), default=None)
