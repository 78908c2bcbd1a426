"""What goes out: written with the effect that caused it, sent in order a chat, never sent twice by us."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.columns import equals_literal
from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.queues import Flow, OutboxAction, OutboxItem, OutboxStatus
from store.queues.alarm_rows import raise_alarm
from store.queues.lane_book import LaneTimes, Lease, Waking
from store.queues.lane_table import LANES, is_among, padded
from store.queues.lanes import give_back, wake, wake_all
from store.queues.outgoing import NewRow, Outgoing, outgoing_of, parts_of, payload_of
from store.queues.transcript_parts import number_of, uploads_of

OUTBOX = cast("Table", OutboxItem.__table__)
GATHERED = "outbox_gathered"
UNREADABLE = "outbox.unreadable"
UNSENT = (OutboxStatus.PENDING, OutboxStatus.SENDING)
IS_UNSENT = equals_literal(OutboxItem.status, *UNSENT)
"""For statements that read a short index of what is not settled."""


@dataclass(frozen=True, slots=True)
class Sendable:
    """An outgoing row that is to be worked on."""

    id: int
    status: OutboxStatus
    attempts: int
    outgoing: Outgoing


async def add(
    session: AsyncSession, outgoing: Outgoing, now: datetime, due_at: datetime | None = None
) -> int:
    """Queue something to be sent now or at a time, and wake the chat's lane; its row id.

    What is due later holds up what is queued behind it.

    A text that is too long for one message becomes several rows, and the id is that of the last: it is the
    one that has the buttons and that belongs to the message of the transcript.
    """
    await write_gathered(session)
    rows = [NewRow(part, now, due_at or now) for part in parts_of(outgoing)]
    return (await write(session, rows))[-1]


async def gather(
    session: AsyncSession, outgoing: Outgoing, now: datetime, due_at: datetime | None = None
) -> None:
    """Queue something whose row id is of no interest, with all that the effect queues; see `add`.

    It is written with one statement at the end, or when the transaction asks for rows of the outbox.
    """
    gathered: list[NewRow] | None = session.info.get(GATHERED)
    if gathered is None:
        await add(session, outgoing, now, due_at)
    else:
        gathered += [NewRow(part, now, due_at or now) for part in parts_of(outgoing)]


def begin_to_gather(session: AsyncSession) -> None:
    """Gather what is queued from now on. What is left before the commit has to be written."""
    session.info[GATHERED] = []


def has_gathered(session: AsyncSession) -> bool:
    """Return whether something is gathered and not written."""
    return bool(session.info.get(GATHERED))


def take_gathered(session: AsyncSession) -> list[NewRow]:
    """Return what is gathered, to be written by the caller."""
    gathered: list[NewRow] = session.info.pop(GATHERED, [])
    return gathered


async def write_gathered(session: AsyncSession) -> None:
    """Write what is gathered so far."""
    gathered: list[NewRow] | None = session.info.get(GATHERED)
    if gathered:
        session.info[GATHERED] = []
        await write(session, gathered)


async def write(session: AsyncSession, rows: Sequence[NewRow], begun: Collection[int] = ()) -> list[int]:
    """Write rows, wake their lanes and return the ids; those at the places in `begun` as being sent."""
    values = [_values(row, is_begun=place in begun) for place, row in enumerate(rows)]
    if not values:
        return []
    row_ids = sorted(await session.scalars(ADD[session.get_bind().dialect.name], values))
    await wake_all(session, [((Flow.OUT, row.outgoing.address), Waking(row.due_at, 1)) for row in rows])
    return row_ids


async def next_due(
    session: AsyncSession, chats: Collection[Address], now: datetime
) -> dict[Address, Sendable]:
    """The next row of each of these chats that is not settled, where it is due; order is kept.

    One that cannot be read is settled, with an alarm: it holds up neither its chat nor the others.
    """
    statement = _next_due(session.get_bind().dialect.name)
    rows = (await session.execute(statement, {"of_keys": padded(chats), "now": now})).all()
    uploads = await uploads_of(session, [row.message_id for row in rows if row.action is OutboxAction.FILE])
    readable: dict[Address, Sendable] = {}
    for row in rows:
        try:
            outgoing = replace(outgoing_of(row), upload=uploads.get(row.message_id))
            if outgoing.arriving is not None:
                outgoing = replace(outgoing, target=await number_of(session, outgoing.arriving))
        except (KeyError, TypeError, ValueError):  # no payload that this version writes
            await _settle_unreadable(session, row.id, row.status, now)
        else:
            readable[row.address] = Sendable(row.id, row.status, row.attempts, outgoing)
    return readable


async def release(
    session: AsyncSession, held: Collection[Lease], ended: Collection[Address] = ()
) -> datetime | None:
    """Give lanes of one owner back; when the first of them has work again. Call `lanes.hold_all` before.

    `ended` are the lanes whose row is settled in this transaction.
    """
    dues = await give_back(session, held, TIMES, ended)
    return min((due for due in dues.values() if due is not None), default=None)


async def start(session: AsyncSession, row_ids: Collection[int]) -> None:
    """Mark rows as being sent, before they are sent: after a crash they are unknown, and not sent again.

    Raises:
        LeaseLost: one of them is not pending any more.
    """
    if row_ids:
        started = set(await session.scalars(START, {"of_ids": padded(row_ids)}))
        if lost := set(row_ids) - started:
            raise LeaseLost(f"outbox:{min(lost)}")


async def settle(
    session: AsyncSession,
    row_id: int,
    status: OutboxStatus,
    now: datetime,
    *,
    telegram_message_id: int | None = None,
    error: str | None = None,
) -> None:
    """Record how a send ended.

    Raises:
        LeaseLost: it was not being sent.
    """
    end = {"of_id": row_id, "end": status, "number": telegram_message_id, "reason": error, "at": now}
    if await session.scalar(SETTLE, end) is None:
        raise LeaseLost(f"outbox:{row_id}")


async def settle_sent(session: AsyncSession, numbers: Mapping[int, int | None], now: datetime) -> None:
    """Record that rows were sent, with Telegram's numbers of the messages that were made.

    Raises:
        LeaseLost: one of them was not being sent.
    """
    ends = [
        {"of_id": row_id, "end": OutboxStatus.SENT, "number": number, "reason": None, "at": now}
        for row_id, number in numbers.items()
    ]
    # Below the session, which refuses to bind many rows to a written UPDATE.
    settled = await (await session.connection()).execute(SETTLE_MANY, ends)
    if settled.rowcount != len(ends):
        raise LeaseLost("outbox")


async def delay(session: AsyncSession, row_id: int, due_at: datetime, error: str | None) -> None:
    """Try again at a time a row that is known not to have arrived, or that may arrive twice.

    Raises:
        LeaseLost: it was not being sent.
    """
    delayed = await session.scalar(
        update(OUTBOX)
        .where(OUTBOX.c.id == row_id, OUTBOX.c.status == OutboxStatus.SENDING)
        .values(status=OutboxStatus.PENDING, due_at=due_at, error=error)
        .returning(OUTBOX.c.id)
    )
    if delayed is None:
        raise LeaseLost(f"outbox:{row_id}")


async def move_chat(session: AsyncSession, address: Address, new_address: Address, now: datetime) -> None:
    """Send what has not been sent yet to the id that Telegram gave the chat."""
    await write_gathered(session)
    await session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.address == address, OUTBOX.c.status == OutboxStatus.PENDING)
        .values(address=new_address)
    )
    await wake(session, Flow.OUT, [new_address], now)


async def _settle_unreadable(session: AsyncSession, row_id: int, status: OutboxStatus, now: datetime) -> None:
    """Settle as failed what was not sent, as unknown what was cut off."""
    was_begun = status is OutboxStatus.SENDING
    if not was_begun:
        await start(session, [row_id])
    end = OutboxStatus.UNKNOWN if was_begun else OutboxStatus.FAILED
    await settle(session, row_id, end, now, error="unreadable")
    await raise_alarm(session, UNREADABLE, f"outbox:{row_id}", now)


def _values(row: NewRow, *, is_begun: bool) -> dict[str, Any]:
    outgoing = row.outgoing
    return {
        "address": outgoing.address,
        "action": outgoing.action,
        "payload": payload_of(outgoing),
        "message_id": outgoing.message_id,
        "invitation_id": outgoing.invitation_id,
        "status": OutboxStatus.SENDING if is_begun else OutboxStatus.PENDING,
        "attempts": int(is_begun),
        "due_at": row.due_at,
        "created_at": row.created_at,
    }


# The statements of every message are written once: building one costs as much as running it.
ADD = {
    "sqlite": insert(OUTBOX).returning(OUTBOX.c.id),  # which inserts and counts in the order of the values
    "postgresql": insert(OUTBOX).returning(OUTBOX.c.id, sort_by_parameter_order=True),
}
_in_front = (
    select(func.min(OUTBOX.c.id))
    .where(OUTBOX.c.address.in_(bindparam("of_keys", expanding=True)), OUTBOX.c.status.in_(UNSENT))
    .group_by(OUTBOX.c.address)
)


@cache
def _next_due(dialect: str) -> Select[Any]:
    # Locked until `start` has marked them: a text that waits can be changed in between (`unsent.reword`).
    return (
        select(
            OUTBOX.c.address.label("address"),
            *OUTBOX.c["id", "status", "attempts", "action", "payload", "message_id", "invitation_id"],
        )
        .where(is_among(OUTBOX.c.id, _in_front, dialect), OUTBOX.c.due_at <= bindparam("now"))
        .with_for_update()
    )


START = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("of_ids", expanding=True)), OUTBOX.c.status == OutboxStatus.PENDING)
    .values(status=OutboxStatus.SENDING, attempts=OUTBOX.c.attempts + 1)
    .returning(OUTBOX.c.id)
)
SETTLE_MANY = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("of_id"), OUTBOX.c.status == OutboxStatus.SENDING)
    .values(
        status=bindparam("end"),
        telegram_message_id=bindparam("number"),
        error=bindparam("reason"),
        sent_at=bindparam("at"),
    )
)
SETTLE = SETTLE_MANY.returning(OUTBOX.c.id)


_due_of_lane = (
    select(OUTBOX.c.due_at)
    .where(OUTBOX.c.address == LANES.c.key, OUTBOX.c.status.in_(UNSENT))
    .order_by(OUTBOX.c.id)
    .limit(1)
    .correlate(LANES)
    .scalar_subquery()
)
DUE_OF_LANES = select(OUTBOX.c.address, OUTBOX.c.due_at).where(OUTBOX.c.id.in_(_in_front))
RELEASE = (
    update(LANES)
    .where(
        LANES.c.flow == Flow.OUT,
        LANES.c.key.in_(bindparam("of_keys", expanding=True)),
        LANES.c.owner == bindparam("of_owner"),
    )
    .values(owner=None, leased_until=None, due_at=_due_of_lane)
    .returning(LANES.c.key, LANES.c.due_at)
)
TIMES = LaneTimes(Flow.OUT, RELEASE, DUE_OF_LANES)
