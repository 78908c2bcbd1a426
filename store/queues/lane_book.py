"""What a book of lanes does, and the records that it takes and returns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Executable, Select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.queues import Flow


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one lane until a time."""

    flow: Flow
    key: Address
    owner: str


@dataclass(frozen=True, slots=True)
class Waking:
    """When a lane has work, and how many new rows that is; None where it is not known.

    `row` is the record of that row where it is a single one, so that it need not be read again.
    """

    at: datetime
    rows: int | None = None
    row: object = None

    def joined_with(self, other: "Waking | None") -> "Waking":
        """Return both as one: the earlier time, and all rows."""
        if other is None:
            return self
        known = self.rows is not None and other.rows is not None
        return Waking(min(self.at, other.at), (self.rows or 0) + (other.rows or 0) if known else None)


LaneName = tuple[Flow, Address]
WakeTimes = dict[LaneName, Waking]


@dataclass(frozen=True, slots=True)
class LaneTimes:
    """The statements by which a queue says when lanes have work again.

    `give_back` updates the rows of lanes (`of_keys`, of `of_owner`) and returns key and time of each;
    `of_lanes` selects key and time of those lanes (`of_keys`) that have work.
    """

    flow: Flow
    give_back: Executable
    of_lanes: Select[tuple[Address, datetime]]


class LaneBook(Protocol):
    """Says which lanes have work, and who works on them.

    What a transaction that fails has changed is undone. What it woke may stay due: such a lane is looked at.
    """

    async def wake(self, session: AsyncSession, wakings: WakeTimes) -> None:
        """Make lanes due at these times, or earlier where that is set."""
        ...

    async def lease(
        self, session: AsyncSession, flow: Flow, owner: str, now: datetime, duration: timedelta, limit: int
    ) -> list[Lease]:
        """Lease up to `limit` lanes that have work due, longest-waiting first."""
        ...

    async def hold(self, session: AsyncSession, leases: Collection[Lease], until: datetime) -> set[Lease]:
        """Prolong leases of one owner and direction; return those that are still held."""
        ...

    async def give_back(
        self, session: AsyncSession, leases: Collection[Lease], times: LaneTimes, ended: Collection[Address]
    ) -> Mapping[Address, datetime | None]:
        """Give back lanes of one owner, due when the queue says; return that time for those still held.

        `ended` are the lanes whose one claimed row is done in this transaction.
        """
        ...

    async def put_off(self, session: AsyncSession, held: Lease, due_at: datetime | None) -> None:
        """Give a lane back, due at this time."""
        ...

    async def owners(self, session: AsyncSession) -> set[str]:
        """Return who holds any lane."""
        ...

    async def abandon(self, session: AsyncSession, owners: Collection[str]) -> None:
        """Give back every lane of these owners."""
        ...

    async def correct_late_times(
        self, session: AsyncSession, now: datetime, ahead: timedelta, lease: timedelta
    ) -> bool:
        """Make due now what is due later than `ahead`, shorten leases; return whether there was anything."""
        ...

    def row_of(self, held: Lease) -> object:
        """Return the record of the only row that waits in a lane; None where the queue has to be read."""
        ...

    async def count_due(self, session: AsyncSession, flow: Flow, now: datetime) -> int:
        """Return how many lanes have work due."""
        ...


BOOK = "huifang_lanes"
"""Where the sessions of a database that has a book in memory keep it."""
