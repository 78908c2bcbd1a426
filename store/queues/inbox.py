"""What came in: committed before it is acknowledged, worked on in order, never lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.columns import equals_literal
from store.engine.database_errors import LeaseLost
from store.engine.row_insert import conflict_insert
from store.models.address import Address
from store.models.queues import Flow, InboxItem, InboxStatus
from store.queues.lane_book import LaneTimes, Lease, Waking
from store.queues.lane_table import LANES, is_among, padded
from store.queues.lanes import book_of, give_back, wake, wake_all

INBOX = cast("Table", InboxItem.__table__)
UNFINISHED = (InboxStatus.NEW, InboxStatus.WAITING)
IS_UNFINISHED = equals_literal(InboxItem.status, *UNFINISHED)
"""For statements that read a short index of what is not done: the inbox keeps all that ever came in."""
LAST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ReceivedUpdate:
    """A raw update as it arrived. `lane` is the chat, or the user where it has no chat."""

    bot: Address
    update_id: int
    lane: Address
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class InboxUpdate:
    """An update that is to be worked on.

    `is_behind` says that an earlier update of the lane still waits to be understood.
    """

    id: int
    update_id: int
    lane: Address
    body: dict[str, Any]
    status: InboxStatus
    attempts: int
    due_at: datetime
    received_at: datetime
    is_behind: bool = False


async def add(session: AsyncSession, received: Sequence[ReceivedUpdate], now: datetime) -> int:
    """Keep updates that are not known yet and wake their lanes; the number that were new.

    An update is known by (bot, update id) exactly: ids may jump backwards after an idle week.
    """
    if not received:
        return 0
    rows = [
        {
            "bot": each.bot,
            "update_id": each.update_id,
            "lane": each.lane,
            "body": each.body,
            "status": InboxStatus.NEW,
            "attempts": 0,
            "due_at": now,
            "received_at": now,
        }
        for each in received
    ]
    kept = await session.execute(KEEP[session.get_bind().dialect.name], rows)
    numbers = {(row.bot, row.update_id): row.id for row in kept}
    new = {(each.bot, each.update_id): each for each in reversed(received)}
    items = [_as_new(numbers[each], new[each], now) for each in numbers]
    await wake_all(session, [((Flow.IN, item.lane), Waking(now, 1, item)) for item in items])
    return len(items)


def _as_new(number: int, received: ReceivedUpdate, now: datetime) -> InboxUpdate:
    return InboxUpdate(
        number,
        received.update_id,
        received.lane,
        received.body,
        InboxStatus.NEW,
        0,
        due_at=now,
        received_at=now,
    )


async def next_of(
    session: AsyncSession, leases: Collection[Lease], now: datetime
) -> dict[Address, InboxUpdate]:
    """The next update of each leased lane, where one is due; what this process knows is not read again."""
    book = book_of(session)
    rows = {each.key: book.row_of(each) for each in leases}
    known = {key: row for key, row in rows.items() if isinstance(row, InboxUpdate)}
    others = rows.keys() - known.keys()
    return known | (await next_due(session, others, now) if others else {})


async def next_due(
    session: AsyncSession, lanes: Collection[Address], now: datetime
) -> dict[Address, InboxUpdate]:
    """The next update of each of these lanes, where one is due.

    Updates that wait for the NLU server do not hold up those behind them that need no understanding;
    the handler sees by `is_behind` that it must queue up as well. One that failed and is to be
    tried again does hold them up.
    """
    statement = _next_due(session.get_bind().dialect.name)
    found = await session.execute(statement, {"of_lanes": padded(lanes), "now": now})
    return {row.lane: InboxUpdate(*row) for row in found}


async def release(session: AsyncSession, held: Lease) -> datetime | None:
    """Give the lane back, due when its next update is; that time, None where there is none.

    Call `lanes.hold` before, in the same transaction.
    """
    return (await release_all(session, [held])).get(held.key)


async def release_all(
    session: AsyncSession, held: Collection[Lease], ended: Collection[Address] = ()
) -> dict[Address, datetime | None]:
    """Give lanes of one owner back; when each has work again, by its key. See `release`.

    `ended` are the lanes whose update is done or parked in this transaction.
    """
    return await give_back(session, held, TIMES, ended)


async def retry_waiting(session: AsyncSession, now: datetime) -> None:
    """Make everything that waits for the NLU server due now, since it is back."""
    revived = await session.scalars(
        update(INBOX)
        .where(IS_UNFINISHED, INBOX.c.status == InboxStatus.WAITING)
        .values(due_at=now)
        .returning(INBOX.c.lane)
    )
    await wake(session, Flow.IN, revived, now)


async def finish(session: AsyncSession, item_ids: Collection[int], now: datetime) -> None:
    """Mark updates done, in the transaction that holds their effects.

    Raises:
        LeaseLost: one is done already; nothing of this transaction may stay.
    """
    if not item_ids:
        return
    finished = set(await session.scalars(FINISH, {"of_ids": padded(item_ids), "at": now}))
    if lost := set(item_ids) - finished:
        raise LeaseLost(f"inbox:{min(lost)}")


async def postpone(session: AsyncSession, item_id: int, due_at: datetime) -> None:
    """Let an acknowledged update wait for the NLU server until a time.

    Raises:
        LeaseLost: it is done already.
    """
    await _move(session, item_id, status=InboxStatus.WAITING, due_at=due_at)


async def retry(session: AsyncSession, item_id: int, due_at: datetime, error: str) -> None:
    """Count a failed attempt and try again at a time. `error` names the failure, without personal text.

    Raises:
        LeaseLost: it is done already.
    """
    await _move(session, item_id, attempts=INBOX.c.attempts + 1, due_at=due_at, error=error)


async def park(session: AsyncSession, item_id: int, now: datetime, error: str) -> None:
    """Put aside an update that failed too often, so that the chat goes on.

    Raises:
        LeaseLost: it is done already.
    """
    await _move(
        session, item_id, status=InboxStatus.PARKED, attempts=INBOX.c.attempts + 1, done_at=now, error=error
    )


async def _move(session: AsyncSession, item_id: int, **values: object) -> None:
    result = await session.execute(
        update(INBOX)
        .where(INBOX.c.id == item_id, INBOX.c.status.in_(UNFINISHED))
        .values(**values)
        .returning(INBOX.c.id)
    )
    if result.first() is None:
        raise LeaseLost(f"inbox:{item_id}")


# The statements of every update are written once: building one costs as much as running it. SQLAlchemy
# compiles ON CONFLICT at every execution. SQLite has other words for it, which leave out a row for any
# reason; here, its key alone can be one.
_key = INBOX.c["bot", "update_id"]
KEEP = {
    "sqlite": insert(INBOX).prefix_with("OR IGNORE").returning(INBOX.c.id, *_key),
    "postgresql": conflict_insert("postgresql", INBOX)
    .on_conflict_do_nothing(index_elements=_key)
    .returning(INBOX.c.id, *_key),
}
_in_front = (
    select(func.min(INBOX.c.id))
    .where(
        INBOX.c.lane.in_(bindparam("of_lanes", expanding=True)),
        or_(
            INBOX.c.status == InboxStatus.NEW,
            and_(INBOX.c.status == InboxStatus.WAITING, INBOX.c.due_at <= bindparam("now")),
        ),
    )
    .group_by(INBOX.c.lane)
)
_earlier = INBOX.alias("earlier")
_is_behind = (
    select(_earlier.c.id)
    .where(
        _earlier.c.lane == INBOX.c.lane,
        _earlier.c.status == InboxStatus.WAITING,
        _earlier.c.id < INBOX.c.id,
    )
    .correlate(INBOX)
    .exists()
)


@cache
def _next_due(dialect: str) -> Select[Any]:
    return select(
        *INBOX.c["id", "update_id", "lane", "body", "status", "attempts", "due_at", "received_at"],
        _is_behind,
    ).where(is_among(INBOX.c.id, _in_front, dialect), INBOX.c.due_at <= bindparam("now"))


# An update that failed holds up all behind it; those before it can only be waiting for the NLU server.
_blocking = INBOX.alias("blocking")
_blocker = (
    select(func.min(_blocking.c.id))
    .where(_blocking.c.lane == INBOX.c.lane, _blocking.c.status == InboxStatus.NEW)
    .correlate(INBOX)
    .scalar_subquery()
)
_counts = and_(INBOX.c.status.in_(UNFINISHED), INBOX.c.id <= func.coalesce(_blocker, LAST_ID))
_due_of_lane = (
    select(func.min(INBOX.c.due_at))
    .where(INBOX.c.lane == LANES.c.key, _counts)
    .correlate(LANES)
    .scalar_subquery()
)
DUE_OF_LANES = (
    select(INBOX.c.lane, func.min(INBOX.c.due_at))
    .where(INBOX.c.lane.in_(bindparam("of_keys", expanding=True)), _counts)
    .group_by(INBOX.c.lane)
)
RELEASE = (
    update(LANES)
    .where(
        LANES.c.flow == Flow.IN,
        LANES.c.key.in_(bindparam("of_keys", expanding=True)),
        LANES.c.owner == bindparam("of_owner"),
    )
    .values(owner=None, leased_until=None, due_at=_due_of_lane)
    .returning(LANES.c.key, LANES.c.due_at)
)
TIMES = LaneTimes(Flow.IN, RELEASE, DUE_OF_LANES)
FINISH = (
    update(INBOX)
    .where(INBOX.c.id.in_(bindparam("of_ids", expanding=True)), INBOX.c.status.in_(UNFINISHED))
    .values(status=InboxStatus.DONE, done_at=bindparam("at"), error=None)
    .returning(INBOX.c.id)
)
