"""The lanes of all processes of a database: a row for each chat and direction, locked while it is changed."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar, cast

from sqlalchemy import ColumnElement, Select, Table, any_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Insert, ReturningUpdate

from store.engine.row_insert import conflict_insert
from store.models.address import Address
from store.models.queues import Flow, Lane
from store.queues.lane_book import LaneTimes, Lease, WakeTimes
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


def is_among(column: ColumnElement[Value], found: Select[tuple[Value]], dialect: str) -> ColumnElement[bool]:
    """Return whether a column has one of the values that a short query finds.

    PostgreSQL looks the values of an array up one by one. By a plan that was made for a table of another
    length, it would read the whole table beside a query.
    """
    if dialect == "sqlite":
        return column.in_(found)
    return column == any_(func.array(found.scalar_subquery()))


LANES = cast("Table", Lane.__table__)
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


class LaneTable:
    """The book of lanes that several processes share. See `LaneBook`."""

    async def wake(self, session: AsyncSession, wakings: WakeTimes) -> None:
        """See `LaneBook`."""
        rows = [{"flow": flow, "key": key, "due_at": wakings[flow, key].at} for flow, key in sorted(wakings)]
        if rows:
            await session.execute(_wake_statement(session.get_bind().dialect.name), rows)
        for flow in {flow for flow, _ in wakings}:
            await notify(session, flow)

    async def lease(
        self, session: AsyncSession, flow: Flow, owner: str, now: datetime, duration: timedelta, limit: int
    ) -> list[Lease]:
        """See `LaneBook`; lanes that another transaction has locked are passed over."""
        taken = await session.execute(
            _lease_statement(session.get_bind().dialect.name),
            {"in_flow": flow, "now": now, "at_most": limit, "for_owner": owner, "until": now + duration},
        )
        return [Lease(flow, key, owner) for _, key in sorted(map(tuple, taken))]

    async def hold(self, session: AsyncSession, leases: Collection[Lease], until: datetime) -> set[Lease]:
        """See `LaneBook`."""
        one = next(iter(leases))
        keys = [each.key for each in leases]
        held = await session.scalars(
            HOLD, {"in_flow": one.flow, "of_keys": padded(keys), "of_owner": one.owner, "until": until}
        )
        still = set(held)
        return {each for each in leases if each.key in still}

    async def give_back(
        self, session: AsyncSession, leases: Collection[Lease], times: LaneTimes, _ended: Collection[Address]
    ) -> Mapping[Address, datetime | None]:
        """See `LaneBook`. The queue is asked for the time of each: other processes add to it, too."""
        owner, keys = next(iter(leases)).owner, [each.key for each in leases]
        found = await session.execute(times.give_back, {"of_keys": padded(keys), "of_owner": owner})
        return {row.key: row.due_at for row in found}

    async def put_off(self, session: AsyncSession, held: Lease, due_at: datetime | None) -> None:
        """See `LaneBook`."""
        await session.execute(
            update(LANES)
            .where(LANES.c.flow == held.flow, LANES.c.key == held.key, LANES.c.owner == held.owner)
            .values(owner=None, leased_until=None, due_at=due_at)
        )

    async def owners(self, session: AsyncSession) -> set[str]:
        """See `LaneBook`."""
        held = await session.scalars(select(LANES.c.owner).where(LANES.c.owner.is_not(None)).distinct())
        return {owner for owner in held if owner is not None}

    async def abandon(self, session: AsyncSession, owners: Collection[str]) -> None:
        """See `LaneBook`."""
        await session.execute(
            update(LANES).where(LANES.c.owner.in_(owners)).values(owner=None, leased_until=None)
        )

    async def correct_late_times(
        self, session: AsyncSession, now: datetime, ahead: timedelta, lease: timedelta
    ) -> bool:
        """See `LaneBook`."""
        late, held = LANES.c.due_at > now + ahead, LANES.c.leased_until > now + ahead + lease
        has_work = LANES.c.due_at.is_not(None)
        if await session.scalar(select(LANES.c.key).where(has_work, or_(late, held)).limit(1)) is None:
            return False
        # Locked first and in this order, as everywhere, so that none is given back with an old time.
        await session.execute(
            select(LANES.c.key).where(has_work).order_by(LANES.c.flow, LANES.c.key).with_for_update()
        )
        await session.execute(update(LANES).where(has_work, late).values(due_at=now))
        await session.execute(update(LANES).where(has_work, held).values(leased_until=now + lease))
        return True

    def row_of(self, held: Lease) -> object:
        """See `LaneBook`. Other processes may have changed it."""
        return None

    async def count_due(self, session: AsyncSession, flow: Flow, now: datetime) -> int:
        """See `LaneBook`."""
        due = select(func.count()).where(LANES.c.flow == flow, LANES.c.due_at <= now)
        return await session.scalar(due) or 0


@cache
def _lease_statement(dialect: str) -> ReturningUpdate[tuple[datetime | None, Address]]:
    return (
        update(LANES)
        .where(LANES.c.flow == bindparam("in_flow"), is_among(LANES.c.key, DUE, dialect))
        .values(owner=bindparam("for_owner"), leased_until=bindparam("until"))
        .returning(LANES.c.due_at, LANES.c.key)
    )


@cache
def _wake_statement(dialect: str) -> Insert:
    insert = conflict_insert(dialect, LANES)
    earliest = func.min if dialect == "sqlite" else func.least
    sooner = func.coalesce(earliest(LANES.c.due_at, insert.excluded.due_at), insert.excluded.due_at)
    return insert.on_conflict_do_update(index_elements=[LANES.c.flow, LANES.c.key], set_={"due_at": sooner})
