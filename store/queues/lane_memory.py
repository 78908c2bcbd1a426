"""The lanes of the one process that works on an SQLite file: kept in memory, found again when it starts.

Who holds a lane is of interest only to this process, and what waits is read from the queues at the start. So
no statement is needed. A transaction sees its own changes, and others see them after its commit; what it woke
is due in any case: a lane without work is looked at once and forgotten.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush

from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import at_end
from store.models.address import Address
from store.models.queues import Flow
from store.queues.lane_book import LaneName, LaneTimes, Lease, WakeTimes, Waking
from store.queues.lane_table import padded

CHANGES = "lane_changes"
MOST_ROWS = 500
"""How many lanes may have work while the records of new rows are kept; a backlog must not fill the memory."""


@dataclass(frozen=True, slots=True)
class LaneState:
    """A lane that has work or is held. `rows` is how many rows wait; None where it is not known."""

    due_at: datetime | None = None
    owner: str | None = None
    leased_until: datetime | None = None
    rows: int | None = 0
    row: object = None

    @property
    def free_at(self) -> datetime | None:
        """Return when the lane can be leased; None where it has no work."""
        if self.due_at is None or self.leased_until is None:
            return self.due_at
        return max(self.due_at, self.leased_until)

    def woken(self, waking: Waking) -> "LaneState":
        """Return the lane with more work."""
        all_rows = Waking(waking.at if self.due_at is None else self.due_at, self.rows).joined_with(waking)
        row = waking.row if self.rows == 0 else None
        return replace(self, due_at=all_rows.at, rows=all_rows.rows, row=row)


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A lane as it was when the session began to see its queue, and as it is to be."""

    seen: LaneState
    lane: LaneState

    def after(self, current: LaneState) -> LaneState:
        """Return the lane, where another transaction may have woken it since then.

        A session that only reads sees no row of that: the lane is due, and the queue is asked again.
        """
        if current is self.seen:
            return self.lane
        if current.owner != self.seen.owner:
            return current
        return LaneState(_earlier(self.lane.due_at, current.due_at), rows=None)


@dataclass(slots=True)
class LaneChanges:
    """What a transaction does to lanes: what waits for its commit, and what is undone without one."""

    wakings: WakeTimes = field(default_factory=dict)
    given_back: dict[LaneName, GivenBack] = field(default_factory=dict)
    before: dict[LaneName, LaneState] = field(default_factory=dict)
    corrected: dict[LaneName, LaneState] = field(default_factory=dict)
    leased: dict[LaneName, LaneState] = field(default_factory=dict)


class LaneMemory:
    """The book of lanes of a single process. See `LaneBook`."""

    def __init__(self) -> None:
        self._lanes: dict[LaneName, LaneState] = {}
        self._free: dict[Flow, list[tuple[datetime, Address]]] = {flow: [] for flow in Flow}

    async def wake(self, session: AsyncSession, wakings: WakeTimes) -> None:
        """See `LaneBook`."""
        waiting = self._changes(session).wakings
        for name, waking in wakings.items():
            waiting[name] = waking.joined_with(waiting.get(name))

    async def lease(
        self, session: AsyncSession, flow: Flow, owner: str, now: datetime, duration: timedelta, limit: int
    ) -> list[Lease]:
        """See `LaneBook`."""
        changes = self._changes(session)
        self._apply(changes, flow)
        taken: list[Lease] = []
        free = self._free[flow]
        while len(taken) < limit and self.has_free(flow, now):
            key = heappop(free)[1]
            lane = self._lanes[flow, key]
            changes.before.setdefault((flow, key), lane)
            changes.leased[flow, key] = replace(lane, owner=owner, leased_until=now + duration)
            self._set((flow, key), changes.leased[flow, key])
            taken.append(Lease(flow, key, owner))
        return taken

    def take(
        self, session: AsyncSession, flow: Flow, keys: Collection[Address], owner: str, until: datetime
    ) -> list[Lease]:
        """Lease those of these lanes that have no work, also by this transaction, and that no one holds."""
        changes = self._changes(session)
        idle = [key for key in keys if (flow, key) not in self._lanes and (flow, key) not in changes.wakings]
        for key in idle:
            changes.before[flow, key] = LaneState()
            self._set((flow, key), LaneState(owner=owner, leased_until=until))
        return [Lease(flow, key, owner) for key in idle]

    async def hold(self, session: AsyncSession, leases: Collection[Lease], until: datetime) -> set[Lease]:
        """See `LaneBook`."""
        changes = self._changes(session)
        held = {each for each in leases if self._is_held(each)}
        for each in held:
            name = each.flow, each.key
            changes.before.setdefault(name, self._lanes[name])
            lane = replace(self._lanes[name], leased_until=until)
            if name in changes.leased:
                changes.leased[name] = lane
            self._set(name, lane)
        return held

    async def give_back(
        self, session: AsyncSession, leases: Collection[Lease], times: LaneTimes, ended: Collection[Address]
    ) -> Mapping[Address, datetime | None]:
        """See `LaneBook`. The queue is asked only where it is not known how many rows wait."""
        changes = self._changes(session)
        lanes: dict[LaneName, LaneState] = {}
        for name in [(each.flow, each.key) for each in leases if self._is_held(each)]:
            lane = self._lanes[name]
            seen = changes.leased.get(name, lane)
            changes.before.setdefault(name, lane)
            if waking := changes.wakings.pop(name, None):
                lane = lane.woken(waking)
            rows = lane.rows - 1 if name[1] in ended and lane.rows else None
            lanes[name] = LaneState(lane.due_at if rows else None, rows=rows)
            changes.given_back[name] = GivenBack(seen, lanes[name])
        unknown = [key for (_, key), lane in lanes.items() if lane.rows is None]
        due_ats = await _times_of(session, times, unknown)
        for name in [name for name, lane in lanes.items() if lane.rows is None]:
            lanes[name] = LaneState(due_ats.get(name[1]), rows=None)
            changes.given_back[name] = replace(changes.given_back[name], lane=lanes[name])
        return {key: lane.due_at for (_, key), lane in lanes.items()}

    async def put_off(self, session: AsyncSession, held: Lease, due_at: datetime | None) -> None:
        """See `LaneBook`."""
        if self._is_held(held):
            name = held.flow, held.key
            seen = self._lanes[name]
            self._changes(session).given_back[name] = GivenBack(seen, LaneState(due_at, rows=seen.rows))

    async def owners(self, _session: AsyncSession) -> set[str]:
        """See `LaneBook`."""
        return {lane.owner for lane in self._lanes.values() if lane.owner is not None}

    async def abandon(self, session: AsyncSession, owners: Collection[str]) -> None:
        """See `LaneBook`."""
        before = self._changes(session).before
        for name, lane in list(self._lanes.items()):
            if lane.owner in owners:
                before.setdefault(name, lane)
                self._set(name, LaneState(lane.due_at, rows=None))

    async def correct_late_times(
        self, session: AsyncSession, now: datetime, ahead: timedelta, lease: timedelta
    ) -> bool:
        """See `LaneBook`."""
        changes = self._changes(session)
        has_late = False
        for name, lane in list(self._lanes.items()):
            due_at = now if lane.due_at is not None and lane.due_at > now + ahead else lane.due_at
            until = lane.leased_until
            until = now + lease if until is not None and until > now + ahead + lease else until
            if (due_at, until) != (lane.due_at, lane.leased_until):
                has_late = True
                changes.before.setdefault(name, lane)
                changes.corrected[name] = replace(lane, due_at=due_at, leased_until=until)
                self._set(name, changes.corrected[name])
        return has_late

    def row_of(self, held: Lease) -> object:
        """See `LaneBook`."""
        return self._lanes[held.flow, held.key].row if self._is_held(held) else None

    async def count_due(self, _session: AsyncSession, flow: Flow, now: datetime) -> int:
        """See `LaneBook`."""
        times = [lane.due_at for lane in self.lanes_of(flow).values()]
        return sum(due_at is not None and due_at <= now for due_at in times)

    def lanes_of(self, flow: Flow) -> Mapping[Address, LaneState]:
        """Return the lanes that have work or are held, as they are now."""
        return {key: lane for (in_flow, key), lane in self._lanes.items() if in_flow is flow}

    def has_free(self, flow: Flow, now: datetime) -> bool:
        """Return whether a lane can be leased; it may turn out to have no work."""
        free = self._free[flow]
        while free and free[0][0] <= now:
            at, key = free[0]
            lane = self._lanes.get((flow, key))
            if lane is not None and lane.free_at == at:
                return True
            heappop(free)  # the lane has changed since
        return False

    def _is_held(self, lease: Lease) -> bool:
        lane = self._lanes.get((lease.flow, lease.key))
        return lane is not None and lane.owner == lease.owner

    def _changes(self, session: AsyncSession) -> LaneChanges:
        changes: LaneChanges | None = session.info.get(CHANGES)
        if changes is None:
            changes = session.info[CHANGES] = LaneChanges()
            at_end(session, lambda is_committed: self._end(session, is_committed=is_committed))
        return changes

    def _end(self, session: AsyncSession, *, is_committed: bool) -> None:
        changes: LaneChanges = session.info.pop(CHANGES)
        if not is_committed:
            for name, lane in changes.before.items():
                # What is due may be nothing, or more than was known: the next look tells.
                current = self._lanes.get(name, lane)
                is_corrected = changes.corrected.get(name) is current
                due_at = lane.due_at if is_corrected else _earlier(lane.due_at, current.due_at)
                self._set(name, replace(lane, due_at=due_at, rows=None, row=None))
            changes.given_back.clear()
            changes.wakings = {name: Waking(waking.at) for name, waking in changes.wakings.items()}
        for flow in Flow:
            self._apply(changes, flow, is_over=True)

    def _apply(self, changes: LaneChanges, flow: Flow, *, is_over: bool = False) -> None:
        """Let what the transaction has done so far be seen; it is undone if there is no commit."""
        given_back = {name: each for name, each in changes.given_back.items() if name[0] is flow}
        wakings = {name: waking for name, waking in changes.wakings.items() if name[0] is flow}
        if not is_over:
            for name in given_back | wakings:
                changes.before.setdefault(name, self._lanes.get(name, LaneState()))
        for name, each in given_back.items():
            del changes.given_back[name]
            self._set(name, each.after(self._lanes.get(name, LaneState())))
        for name, waking in wakings.items():
            del changes.wakings[name]
            kept = waking if len(self._lanes) < MOST_ROWS else replace(waking, row=None)
            self._set(name, self._lanes.get(name, LaneState()).woken(kept))

    def _set(self, name: LaneName, lane: LaneState) -> None:
        flow, key = name
        if lane.due_at is None and lane.owner is None:
            self._lanes.pop(name, None)
            return
        self._lanes[name] = lane
        if lane.free_at is not None:
            heappush(self._free[flow], (lane.free_at, key))


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)


async def _times_of(
    session: AsyncSession, times: LaneTimes, keys: Sequence[Address]
) -> Mapping[Address, datetime | None]:
    """Ask the queue when these lanes have work; those without work are left out."""
    if not keys:
        return {}
    return dict((await session.execute(times.of_lanes, {"of_keys": padded(keys)})).tuples().all())
