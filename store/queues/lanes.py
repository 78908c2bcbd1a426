"""Lanes keep each chat in order: the holder of a lease works alone on that chat, in that direction."""

from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar, cast

from sqlalchemy import Table, any_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Insert, ReturningUpdate

from store.engine.conflict_insert import conflict_insert
from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.queues import Flow, Lane
from store.queues.notifications import notify

Value = TypeVar("Value")


def padded(values: Collection[Value]) -> list[Value]:
    """The same values, with the last one repeated until their number is a power of two.

    For what is searched among them, that changes nothing. Each length is another statement to the database,
    which plans again what it has not met often: so there are few.
    """
    several = list(values)
    missing = (1 << max(len(several) - 1, 0).bit_length()) - len(several)
    return several + several[-1:] * missing


LANES = cast("Table", Lane.__table__)
WakeTimes = dict[tuple[Flow, Address], datetime]
TOGETHER = "wakings_together"
# The statements that every message needs are written once: building one costs as much as running it.
DUE = (
    select(LANES.c.key)
    .where(
        LANES.c.flow == bindparam("in_flow"),
        LANES.c.due_at <= bindparam("now"),
        or_(LANES.c.leased_until.is_(None), LANES.c.leased_until <= bindparam("now")),
    )
    .order_by(LANES.c.due_at, LANES.c.key)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
# All who lock several lanes do it in the order of their keys, so that no two of them wait for each other.
_held = (
    select(LANES.c.key)
    .where(
        LANES.c.flow == bindparam("in_flow"),
        LANES.c.key.in_(bindparam("of_keys", expanding=True)),
        LANES.c.owner == bindparam("of_owner"),
    )
    .order_by(LANES.c.key)
    .with_for_update()
)
HOLD = (
    update(LANES)
    .where(LANES.c.flow == bindparam("in_flow"), LANES.c.key.in_(_held))
    .values(leased_until=bindparam("until"))
    .returning(LANES.c.key)
)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one lane until a time."""

    flow: Flow
    key: Address
    owner: str


async def wake(session: AsyncSession, flow: Flow, keys: Iterable[Address], at: datetime) -> None:
    """Make these lanes due at this time, or earlier where that is set."""
    wakings: WakeTimes = {(flow, key): at for key in keys}
    together: WakeTimes | None = session.info.get(TOGETHER)
    if together is None:
        await _wake(session, wakings)
        return
    for lane, time in wakings.items():
        together[lane] = min(time, together.get(lane, time))


@asynccontextmanager
async def batched_wakes(session: AsyncSession) -> AsyncIterator[WakeTimes]:
    """Wake at the end, with one statement, all lanes that are to be woken in here, and give them out."""
    together: WakeTimes = session.info.setdefault(TOGETHER, {})
    try:
        yield together
    finally:
        del session.info[TOGETHER]
    await _wake(session, together)


async def _wake(session: AsyncSession, wakings: WakeTimes) -> None:
    rows = [{"flow": flow, "key": key, "due_at": at} for (flow, key), at in sorted(wakings.items())]
    if rows:
        await session.execute(_wake_statement(session.get_bind().dialect.name), rows)
    for flow in {flow for flow, _ in wakings}:
        await notify(session, flow)


async def lease(
    session: AsyncSession, flow: Flow, owner: str, now: datetime, duration: timedelta, limit: int
) -> list[Lease]:
    """Lease up to `limit` lanes that have work due, longest-waiting first, passing over locked ones."""
    taken = await session.execute(
        _lease_statement(session.get_bind().dialect.name),
        {"in_flow": flow, "now": now, "at_most": limit, "for_owner": owner, "until": now + duration},
    )
    return [Lease(flow, key, owner) for _, key in sorted(map(tuple, taken))]


async def hold(session: AsyncSession, held: Lease, until: datetime) -> None:
    """Prolong a lease within the transaction that does the work, so that a lost lease undoes the work.

    The lane stays locked until the transaction ends: what arrives meanwhile wakes it after that.

    Raises:
        LeaseLost: another worker has the lane by now.
    """
    if not await hold_all(session, [held], until):
        raise LeaseLost(f"{held.flow.value}:{held.key}")


async def hold_all(session: AsyncSession, leases: Collection[Lease], until: datetime) -> set[Lease]:
    """Prolong several leases of one owner and direction at once; those that are still held."""
    if not leases:
        return set()
    one = next(iter(leases))
    keys = [each.key for each in leases]
    held = await session.scalars(
        HOLD, {"in_flow": one.flow, "of_keys": padded(keys), "of_owner": one.owner, "until": until}
    )
    still = set(held)
    return {each for each in leases if each.key in still}


async def lock_all(session: AsyncSession, leases: Collection[Lease], until: datetime) -> set[Lease]:
    """Keep others from these lanes until the transaction ends; return those that are still held.

    On SQLite a transaction that writes keeps all others out: it costs no statement there, and who gives the
    lanes back at its end learns which of them were lost.
    """
    is_alone = session.get_bind().dialect.name == "sqlite"
    return set(leases) if is_alone else await hold_all(session, leases, until)


async def release(session: AsyncSession, held: Lease, due_at: datetime | None) -> None:
    """Give the lane back and say when it has work again.

    Call `hold` first and find out `due_at` after it, so that work that arrives meanwhile is not overlooked.
    """
    await session.execute(
        update(LANES)
        .where(LANES.c.flow == held.flow, LANES.c.key == held.key, LANES.c.owner == held.owner)
        .values(owner=None, leased_until=None, due_at=due_at)
    )


async def owners(session: AsyncSession) -> set[str]:
    """Who holds any lane."""
    held = await session.scalars(select(LANES.c.owner).where(LANES.c.owner.is_not(None)).distinct())
    return {owner for owner in held if owner is not None}


async def abandon(session: AsyncSession, *of_owners: str) -> None:
    """Give back every lane of owners who stop, or are gone."""
    await session.execute(
        update(LANES).where(LANES.c.owner.in_(of_owners)).values(owner=None, leased_until=None)
    )


@cache
def _lease_statement(dialect: str) -> ReturningUpdate[tuple[datetime | None, Address]]:
    # The keys of an array are looked up one by one, also by a plan that was made for any number of them.
    keys = DUE.scalar_subquery()
    is_due = LANES.c.key.in_(DUE) if dialect == "sqlite" else LANES.c.key == any_(func.array(keys))
    return (
        update(LANES)
        .where(LANES.c.flow == bindparam("in_flow"), is_due)
        .values(owner=bindparam("for_owner"), leased_until=bindparam("until"))
        .returning(LANES.c.due_at, LANES.c.key)
    )


@cache
def _wake_statement(dialect: str) -> Insert:
    insert = conflict_insert(dialect, LANES)
    earliest = func.min if dialect == "sqlite" else func.least
    sooner = func.coalesce(earliest(LANES.c.due_at, insert.excluded.due_at), insert.excluded.due_at)
    return insert.on_conflict_do_update(index_elements=[LANES.c.flow, LANES.c.key], set_={"due_at": sooner})
