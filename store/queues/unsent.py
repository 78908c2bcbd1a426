"""Messages that were queued and are not to be sent any more, or not as they are."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.queues import OutboxAction, OutboxStatus
from store.queues.outbox import OUTBOX, UNSENT, write_gathered
from store.queues.outgoing import TOPIC

PayloadChange = Callable[[dict[str, Any]], dict[str, Any]]
LONGEST_NOTICE = 2000  # characters; Telegram takes 4096


async def withdraw(session: AsyncSession, message_id: int) -> bool:
    """Drop a message that waits to be sent; False if it is sent or being sent."""
    await write_gathered(session)
    waiting = delete(OUTBOX).where(
        OUTBOX.c.message_id == message_id, OUTBOX.c.status == OutboxStatus.PENDING, OUTBOX.c.attempts == 0
    )
    return (await session.execute(waiting.returning(OUTBOX.c.id))).first() is not None


async def reword(session: AsyncSession, message_id: int, text: str) -> bool:
    """Give a message that waits to be sent another text; False if it is sent or being sent."""
    return await change_waiting(
        session, OUTBOX.c.message_id == message_id, lambda payload: payload | {"text": text}
    )


async def arriving_at(session: AsyncSession, message_id: int) -> Address | None:
    """Return the chat of a message that waits to be sent, or whose send is not recorded yet; None else."""
    await write_gathered(session)
    row = (OUTBOX.c.message_id == message_id) & OUTBOX.c.status.in_(UNSENT)
    address: Address | None = await session.scalar(select(OUTBOX.c.address).where(row).limit(1))
    return address


async def add_line(session: AsyncSession, address: Address, text: str) -> bool:
    """Add a line to a notice that waits to be sent to a chat, outside its topics; False if none has room.

    A notice is a text that is no message of a talk. Lines are added up to `LONGEST_NOTICE` characters.
    """
    is_notice = (
        (OUTBOX.c.address == address)
        & (OUTBOX.c.action == OutboxAction.SEND)
        & OUTBOX.c.message_id.is_(None)
        & OUTBOX.c.invitation_id.is_(None)
        & OUTBOX.c.payload[TOPIC].as_string().is_(None)
        & (func.length(OUTBOX.c.payload["text"].as_string()) + len(text) < LONGEST_NOTICE)
    )
    return await change_waiting(
        session, is_notice, lambda payload: payload | {"text": f"{payload['text']}\n{text}"}
    )


async def change_waiting(session: AsyncSession, which: ColumnElement[bool], change: PayloadChange) -> bool:
    """Change the payload of the first row that waits; False if none does.

    The row stays locked until the transaction ends, so that it is not read for sending in between.
    """
    await write_gathered(session)
    waiting = (
        select(OUTBOX.c.id, OUTBOX.c.payload)
        .where(which, OUTBOX.c.status == OutboxStatus.PENDING, OUTBOX.c.attempts == 0)
        .order_by(OUTBOX.c.id)
        .limit(1)
        .with_for_update()
    )
    found = (await session.execute(waiting)).first()
    if found is None:
        return False
    changed = (
        update(OUTBOX)
        .where(OUTBOX.c.id == found.id, OUTBOX.c.status == OutboxStatus.PENDING)
        .values(payload=change(found.payload))
        .returning(OUTBOX.c.id)
    )
    return (await session.execute(changed)).first() is not None
