"""What Huifang says in a room, and the receipts that it shows there; all through the outbox."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.staffroom.room.room_pace import spend
from store.models.queues import OutboxAction
from store.models.staff_rooms import CustomerTopic, Receipt, StaffRoom
from store.queues import outbox
from store.queues.button import Button
from store.queues.outgoing import Outgoing
from store.queues.text_mention import TextMention

# Telegram has a fixed set of reactions, without a check mark.
SIGNS = {Receipt.QUEUED: "👀", Receipt.DELIVERED: "👌", Receipt.FAILED: "👎"}


async def say_in_room(
    session: AsyncSession,
    room: StaffRoom,
    text: str,
    now: datetime,
    *,
    topic: CustomerTopic | None = None,
    thread: int | None = None,
    reply_to: int | None = None,
    buttons: tuple[tuple[Button, ...], ...] = (),
    mentions: tuple[TextMention, ...] = (),
) -> int:
    """Queue a text in a topic, or in General without one; return the id of its outgoing row."""
    outgoing = Outgoing(
        room.address,
        OutboxAction.SEND,
        text,
        buttons,
        topic=topic.thread if topic is not None else thread,
        reply_to=reply_to,
        mentions=mentions,
    )
    return await queue_in_room(session, room, outgoing, now)


async def queue_in_room(session: AsyncSession, room: StaffRoom, outgoing: Outgoing, now: datetime) -> int:
    """Queue a message, a change of one or a pin, count it in the room's pace, and return its row's id.

    The sender counts the same ones: what the room queues without counting makes the queue longer and longer.
    """
    room.full_at = spend(room.full_at, now)
    return await outbox.add(session, outgoing, now)


async def show_receipt(
    session: AsyncSession, room: StaffRoom, number: int, receipt: Receipt, now: datetime
) -> None:
    """Queue the reaction to a message of staff; it replaces the one before."""
    reaction = Outgoing(room.address, OutboxAction.REACT, SIGNS[receipt], target=number)
    await outbox.add(session, reaction, now)
