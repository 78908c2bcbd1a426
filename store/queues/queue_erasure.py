"""Erasing what the queues hold of a chat."""

from datetime import datetime

from sqlalchemy import delete, not_, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.queues import InboxStatus, OutboxAction, OutboxStatus
from store.queues.inbox import INBOX, UNFINISHED
from store.queues.outbox import OUTBOX, write_gathered
from store.queues.outgoing import Outgoing, payload_of


async def erase_chat(session: AsyncSession, address: Address, now: datetime) -> None:
    """Erase all that came from a chat and was worked on, and all that was or is to be sent to it.

    What waits for the NLU keeps its row, as done: SQLite would give the number of a dropped row to another
    update, and a worker that has just taken this one up would finish that. What is being sent in this moment
    loses its words.
    """
    await session.execute(delete(INBOX).where(INBOX.c.lane == address, INBOX.c.status.not_in(UNFINISHED)))
    await session.execute(
        update(INBOX)
        .where(INBOX.c.lane == address, INBOX.c.status == InboxStatus.WAITING)
        .values(body={}, status=InboxStatus.DONE, done_at=now)
    )
    await write_gathered(session)
    in_flight = OUTBOX.c.status == OutboxStatus.SENDING
    await session.execute(delete(OUTBOX).where(OUTBOX.c.address == address, not_(in_flight)))
    nothing = payload_of(Outgoing(address, OutboxAction.SEND))
    await session.execute(update(OUTBOX).where(OUTBOX.c.address == address).values(payload=nothing))


async def erase_body(session: AsyncSession, item_id: int) -> None:
    """Erase what an update says, and keep that there was one: it is not to be taken in again."""
    await session.execute(update(INBOX).where(INBOX.c.id == item_id).values(body={}))


async def drop_emptied(session: AsyncSession, item_id: int, lane: Address) -> None:
    """Drop an emptied update that is done. A later update of the chat must be there already.

    Otherwise SQLite would give its number to another update.
    """
    await session.execute(
        delete(INBOX).where(
            INBOX.c.id == item_id,
            INBOX.c.lane == lane,
            INBOX.c.status == InboxStatus.DONE,
            INBOX.c.body == {},
        )
    )
