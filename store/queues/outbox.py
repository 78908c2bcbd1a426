"""What goes out: written with the effect that caused it, sent in order a chat, never sent twice by us."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, delete, func, insert, not_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.queues import Flow, OutboxAction, OutboxItem, OutboxStatus
from store.queues.button import Button
from store.queues.lanes import LANES, Lease, padded, wake
from store.queues.message_split import split
from store.queues.staff_uploads import StaffUpload, uploads_of

OUTBOX = cast("Table", OutboxItem.__table__)
UNSENT = (OutboxStatus.PENDING, OutboxStatus.SENDING)
TOPIC = "message_thread_id"
ORIGINALS = "originals"


@dataclass(frozen=True, slots=True)
class Document:
    """A text file: its name and content."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something to be sent.

    `text` is plain text, the caption where a `document` or an `upload` is sent, the emoji of a reaction, or
    the activity to show ("typing"). `target` is the Telegram message to edit, delete or react to, `tap` the
    callback query to answer. `phone_button` is what a button below the input field says that shares the
    customer's phone number. `topic` is the topic of the chat. `reply_to` is the Telegram message that it
    replies to. `source` is the chat that messages are copied from, and `originals` are their numbers there.
    """

    address: Address
    action: OutboxAction
    text: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    target: int | None = None
    tap: str | None = None
    message_id: int | None = None
    invitation_id: int | None = None
    document: Document | None = None
    phone_button: str | None = None
    topic: int | None = None
    reply_to: int | None = None
    source: Address | None = None
    originals: tuple[int, ...] = ()
    upload: StaffUpload | None = None


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
    row_id = 0
    for part in _parts(outgoing):
        row_id = (await session.execute(ADD, _row(part, now, due_at or now))).scalar_one()
    await wake(session, Flow.OUT, [outgoing.address], due_at or now)
    return row_id


async def next_due(
    session: AsyncSession, chats: Collection[Address], now: datetime
) -> dict[Address, Sendable]:
    """The next row of each of these chats that is not settled, where it is due; order is kept."""
    found = await session.execute(NEXT_DUE, {"of_chats": padded(chats), "now": now})
    rows = found.all()
    uploads = await uploads_of(session, [row.message_id for row in rows if row.action is OutboxAction.FILE])
    return {
        row.address: Sendable(
            row.id, row.status, row.attempts, replace(_outgoing(row), upload=uploads.get(row.message_id))
        )
        for row in rows
    }


async def release(session: AsyncSession, held: Collection[Lease]) -> datetime | None:
    """Give lanes of one owner back; when the first of them has work again. Call `lanes.lock_all` before."""
    if not held:
        return None
    keys = [each.key for each in held]
    dues = await session.scalars(RELEASE, {"of_keys": padded(keys), "of_owner": next(iter(held)).owner})
    return min((due for due in dues if due is not None), default=None)


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
    await session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.address == address, OUTBOX.c.status == OutboxStatus.PENDING)
        .values(address=new_address)
    )
    await wake(session, Flow.OUT, [new_address], now)


async def erase(session: AsyncSession, address: Address) -> None:
    """Erase all that was or is to be sent to a chat; what is being sent in this moment loses its words."""
    in_flight = OUTBOX.c.status == OutboxStatus.SENDING
    await session.execute(delete(OUTBOX).where(OUTBOX.c.address == address, not_(in_flight)))
    nothing = _payload(Outgoing(address, OutboxAction.SEND))
    await session.execute(update(OUTBOX).where(OUTBOX.c.address == address).values(payload=nothing))


def _parts(outgoing: Outgoing) -> Iterator[Outgoing]:
    texts = split(outgoing.text) if outgoing.action is OutboxAction.SEND else [outgoing.text]
    for text in texts[:-1]:
        yield Outgoing(outgoing.address, outgoing.action, text, topic=outgoing.topic)
    yield replace(outgoing, text=texts[-1] if texts else outgoing.text)


def _row(outgoing: Outgoing, now: datetime, due_at: datetime) -> dict[str, Any]:
    return {
        "address": outgoing.address,
        "action": outgoing.action,
        "payload": _payload(outgoing),
        "message_id": outgoing.message_id,
        "invitation_id": outgoing.invitation_id,
        "status": OutboxStatus.PENDING,
        "attempts": 0,
        "due_at": due_at,
        "created_at": now,
    }


def _payload(outgoing: Outgoing) -> dict[str, Any]:
    return {
        "text": outgoing.text,
        "buttons": [[button.plain() for button in row] for row in outgoing.buttons],
        "target": outgoing.target,
        "tap": outgoing.tap,
        **({"document": asdict(outgoing.document)} if outgoing.document else {}),
        **({"phone_button": outgoing.phone_button} if outgoing.phone_button else {}),
        **({TOPIC: outgoing.topic} if outgoing.topic is not None else {}),
        **({"reply_to": outgoing.reply_to} if outgoing.reply_to is not None else {}),
        **({"source": outgoing.source.number} if outgoing.source is not None else {}),
        **({ORIGINALS: list(outgoing.originals)} if outgoing.originals else {}),
    }


def _outgoing(row: Row[Any]) -> Outgoing:
    payload = row.payload
    return Outgoing(
        address=row.address,
        action=row.action,
        text=payload["text"],
        buttons=tuple(tuple(Button(*button) for button in line) for line in payload["buttons"]),
        target=payload["target"],
        tap=payload["tap"],
        message_id=row.message_id,
        invitation_id=row.invitation_id,
        document=Document(**payload["document"]) if "document" in payload else None,
        phone_button=payload.get("phone_button"),
        topic=payload.get(TOPIC),
        reply_to=payload.get("reply_to"),
        source=Address(payload["source"]) if "source" in payload else None,
        originals=tuple(payload.get(ORIGINALS, ())),
    )


# The statements of every message are written once: building one costs as much as running it.
ADD = insert(OUTBOX).returning(OUTBOX.c.id)
_in_front = (
    select(func.min(OUTBOX.c.id))
    .where(OUTBOX.c.address.in_(bindparam("of_chats", expanding=True)), OUTBOX.c.status.in_(UNSENT))
    .group_by(OUTBOX.c.address)
)
# Locked until `start` has marked them: a text that waits can be changed in between (`unsent.reword`).
NEXT_DUE = (
    select(
        OUTBOX.c.address.label("address"),
        *OUTBOX.c["id", "status", "attempts", "action", "payload", "message_id", "invitation_id"],
    )
    .where(OUTBOX.c.id.in_(_in_front), OUTBOX.c.due_at <= bindparam("now"))
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
_due = (
    select(OUTBOX.c.due_at)
    .where(OUTBOX.c.address == LANES.c.key, OUTBOX.c.status.in_(UNSENT))
    .order_by(OUTBOX.c.id)
    .limit(1)
    .correlate(LANES)
    .scalar_subquery()
)
RELEASE = (
    update(LANES)
    .where(
        LANES.c.flow == Flow.OUT,
        LANES.c.key.in_(bindparam("of_keys", expanding=True)),
        LANES.c.owner == bindparam("of_owner"),
    )
    .values(owner=None, leased_until=None, due_at=_due)
    .returning(LANES.c.due_at)
)
