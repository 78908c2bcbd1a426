"""The consequences of how a send ended, written in one transaction with the outcome of the row."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import structlog
from sqlalchemy import Table, bindparam, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from actions.desk import reachability
from actions.staffroom.room.room_moving import move_room
from actions.staffroom.topics import topic_losses
from actions.surveys.asking import survey_message
from actions.turn.send_outcomes import (
    ChatMoved,
    NotDelivered,
    NothingToDo,
    OutcomeUnknown,
    SendError,
    SendLater,
    TopicGone,
    Unreachable,
)
from bot.timing.backoff import Backoff
from store.models.address import Address
from store.models.conversations import Message
from store.models.queues import OutboxAction, OutboxStatus
from store.queues import outbox, payload_parts
from store.queues.alarm_rows import raise_alarm
from store.queues.lane_book import Lease
from store.queues.outbox import Sendable

log = structlog.get_logger(__name__)

UNKNOWN = "outbox.unknown"
REFUSED = "outbox.refused"
# Doing these twice has the effect of doing them once, so they are tried again after any outcome.
REPEATABLE = (
    OutboxAction.EDIT,
    OutboxAction.EDIT_CAPTION,
    OutboxAction.ANSWER_TAP,
    OutboxAction.REACT,
    OutboxAction.DELETE,
    OutboxAction.PIN,
    OutboxAction.DELETE_TOPIC,
)
# Of use for some seconds only: it is tried once, and staff need not know of a failure.
FLEETING = (OutboxAction.SHOW_ACTIVITY,)
REPEATS = 3
PAUSES = Backoff(1.0, 60.0)

MESSAGES = cast("Table", Message.__table__)
NUMBER = (
    update(MESSAGES)
    .where(MESSAGES.c.id == bindparam("of_id"))
    .values(address=bindparam("chat"), telegram_message_id=bindparam("number"))
)


@dataclass(frozen=True, slots=True)
class EndedSend:
    """A send that ended: with Telegram's message id (None if no message was made), or with an error."""

    lease: Lease
    row: Sendable
    outcome: int | SendError | None


async def settle(session: AsyncSession, ended: EndedSend, now: datetime) -> None:
    """Record the outcome of a send and its consequences.

    Raises:
        LeaseLost: the row is no longer marked as being sent.
    """
    row, outcome = ended.row, ended.outcome
    if not await _is_taken_back(session, row, outcome, now):
        await _settle_row(session, row, outcome, now)


async def _settle_row(
    session: AsyncSession, row: Sendable, outcome: int | SendError | None, now: datetime
) -> None:
    match outcome:
        case SendError() if row.outgoing.action in FLEETING and not isinstance(outcome, Unreachable):
            await _end(session, row, OutboxStatus.SENT, now, error=outcome.reason)
        case SendLater(seconds=seconds):
            await outbox.delay(session, row.id, now + timedelta(seconds=seconds), outcome.reason)
        case ChatMoved(new_address=new_address):
            await outbox.delay(session, row.id, now, outcome.reason)
            await _move_chat(session, row, new_address, now)
        case TopicGone():
            await payload_parts.leave_topic(session, row.id)
            await outbox.delay(session, row.id, now, outcome.reason)
        case NotDelivered():
            await _delay(session, row, now, outcome.reason)
        case OutcomeUnknown():
            await leave_unknown(session, row, now, outcome.reason)
        case Unreachable():
            await _settle_unreachable(session, row, now, outcome.reason)
        case NothingToDo():
            await _end(session, row, OutboxStatus.SENT, now, error=outcome.reason)
        case SendError():
            await _end(session, row, OutboxStatus.FAILED, now, error=outcome.reason)
            await topic_losses.note_loss(session, row, outcome, now)
            await raise_alarm(session, REFUSED, f"outbox:{row.id}", now)
        case _:
            await _settle_sent(session, row, now, outcome)


async def _is_taken_back(
    session: AsyncSession, row: Sendable, outcome: int | SendError | None, now: datetime
) -> bool:
    """Let the topic of a staff room lack again what it did not get; False for all other rows."""
    if not isinstance(outcome, TopicGone | Unreachable):
        return False
    waits = row.outgoing.action not in FLEETING and await topic_losses.can_wait(session, row, outcome)
    if not await topic_losses.note_loss(session, row, outcome, now):
        return False
    if waits:
        await _delay(session, row, now, outcome.reason)
        return True
    await _end(session, row, OutboxStatus.FAILED, now, error=outcome.reason)
    return True


async def settle_sent(session: AsyncSession, ended: Sequence[EndedSend], now: datetime) -> None:
    """Record many successful sends with one statement.

    Raises:
        LeaseLost: one of the rows is no longer marked as being sent.
    """
    numbers = {each.row.id: each.outcome for each in ended if not isinstance(each.outcome, SendError)}
    await outbox.settle_sent(session, numbers, now)
    known_as = [
        {"of_id": each.row.outgoing.message_id, "chat": each.row.outgoing.address, "number": each.outcome}
        for each in ended
        if each.row.outgoing.message_id is not None and each.outcome is not None
    ]
    if known_as:
        connection = await session.connection()
        await connection.execute(NUMBER, known_as)
    for each in ended:
        await _drop_document(session, each.row)
        await _follow_delivery(session, each.row, now)


async def leave_unknown(session: AsyncSession, row: Sendable, now: datetime, reason: str) -> None:
    """Settle a send with an unknown outcome: staff see it, and only repeatable ones are sent again."""
    if row.outgoing.action in FLEETING:
        await _end(session, row, OutboxStatus.SENT, now, error=reason)
        return
    if row.outgoing.action in REPEATABLE and row.attempts < REPEATS:
        await _delay(session, row, now, reason)
        return
    await _end(session, row, OutboxStatus.UNKNOWN, now, error=reason)
    await raise_alarm(session, UNKNOWN, f"outbox:{row.id}", now)


def pause_after(row: Sendable) -> float:
    """Return the seconds until a failed row is tried again; `attempts` counts those before this one."""
    return PAUSES.after(row.attempts + 1)


async def _end(
    session: AsyncSession,
    row: Sendable,
    status: OutboxStatus,
    now: datetime,
    *,
    number: int | None = None,
    error: str | None = None,
) -> None:
    await outbox.settle(session, row.id, status, now, telegram_message_id=number, error=error)
    await _drop_document(session, row)


async def _drop_document(session: AsyncSession, row: Sendable) -> None:
    """Drop the copy of a customer's data that the row carries: it is not sent again."""
    if row.outgoing.document is not None:
        await payload_parts.drop_document(session, row.id)


async def _delay(session: AsyncSession, row: Sendable, now: datetime, reason: str) -> None:
    await outbox.delay(session, row.id, now + timedelta(seconds=pause_after(row)), reason)


async def _settle_sent(session: AsyncSession, row: Sendable, now: datetime, message_id: int | None) -> None:
    await _end(session, row, OutboxStatus.SENT, now, number=message_id)
    if row.outgoing.message_id is not None and message_id is not None:
        known_as = {"of_id": row.outgoing.message_id, "chat": row.outgoing.address, "number": message_id}
        await session.execute(NUMBER, known_as)
    await _follow_delivery(session, row, now)


async def _follow_delivery(session: AsyncSession, row: Sendable, now: datetime) -> None:
    if row.outgoing.invitation_id is not None:
        await survey_message.delivered(session, row.outgoing.invitation_id, now)


async def _settle_unreachable(session: AsyncSession, row: Sendable, now: datetime, reason: str) -> None:
    await _end(session, row, OutboxStatus.UNREACHABLE, now, error=reason)
    if row.outgoing.invitation_id is not None:
        await _follow_up(session, row, survey_message.undeliverable(session, row.outgoing.invitation_id, now))
    await _follow_up(session, row, reachability.mark_unreachable(session, row.outgoing.address, now))


async def _move_chat(session: AsyncSession, row: Sendable, new_address: Address, now: datetime) -> None:
    await outbox.move_chat(session, row.outgoing.address, new_address, now)
    await _follow_up(session, row, reachability.move_chat(session, row.outgoing.address, new_address))
    await _follow_up(session, row, move_room(session, row.outgoing.address, new_address, now))


async def _follow_up(session: AsyncSession, row: Sendable, effect: Awaitable[None]) -> None:
    """Apply a consequence. Its failure must not undo the record of the send, which would be sent again."""
    try:
        async with session.begin_nested():
            await effect
    except SQLAlchemyError:
        raise
    except Exception:  # part of the outbound loop, which records failures and goes on
        log.exception("what follows from a send failed", outbox_id=row.id)


def may_leave_work(ended: Sequence[EndedSend], due: datetime | None, now: datetime) -> bool:
    """Whether ended sends leave something to send now: in their chats, or elsewhere after a failure."""
    has_failed = any(isinstance(each.outcome, SendError) for each in ended)
    return has_failed or (due is not None and due <= now)
