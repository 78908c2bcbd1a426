"""The outbound loop: marks rows as being sent, sends them, and records the outcomes, many at a time.

This one loop writes in one transaction a round: the outcomes of the sends that ended since the last round,
and the marks of the rows that are sent next. So one commit serves many messages. On SQLite the transaction of
an effect also marks what it wrote.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staffroom.room.room_lock import lock_rooms
from actions.turn.send_outcomes import SendError
from bot.timing.bell import Bell
from bot.timing.clock import Clock
from bot.worker.loops.outages import note_outage
from bot.worker.loops.ports import Sender
from bot.worker.sending import send_ends
from bot.worker.sending.new_sends import first_to_send
from bot.worker.sending.rate_limit import RateLimiter, RateLimits
from bot.worker.sending.running_sends import RunningSends
from bot.worker.sending.send_ends import EndedSend
from bot.worker.sending.shared_pace import SharedPace
from bot.worker.sending.staff_chat import StaffChatWatch
from store.engine.database import Database
from store.engine.database_errors import LeaseLost, StoreUnavailable
from store.models.address import Address
from store.models.queues import Flow, OutboxAction, OutboxStatus
from store.queues import lanes, outbox
from store.queues.lane_book import Lease
from store.queues.lane_memory import LaneMemory
from store.queues.outbox import Sendable
from store.queues.outgoing import Outgoing

log = structlog.get_logger(__name__)

NO_MESSAGES = (OutboxAction.ANSWER_TAP, OutboxAction.REACT)


@dataclass(frozen=True, slots=True)
class OutboundLimits:
    """How many sends run at once, how fast, and how long one may take; in seconds.

    A lease must be longer than a send: a row that is marked as being sent under an expired lease counts as
    cut off. `poll` is how often to look for messages of other processes.
    """

    sends: int = 12
    longest_send: float = 25.0
    lease: timedelta = timedelta(seconds=45)
    poll: float = 0.5
    pace: RateLimits = field(default_factory=RateLimits)


class Outbound:
    """Sends the messages of the outbox. `bell` is rung when there is a new one; `staff_chat` is watched."""

    def __init__(
        self,
        database: Database,
        sender: Sender,
        *,
        bell: Bell,
        clock: Clock,
        owner: str,
        limits: OutboundLimits | None = None,
        staff_chat: Address | None = None,
    ) -> None:
        self._limits = limits or OutboundLimits()
        self._database = database
        self._bell = bell
        self._clock = clock
        self._owner = owner
        self._pacer = RateLimiter(self._limits.pace)
        self._shared_pace = SharedPace(self._pacer, alone=database.is_sqlite)
        self._sends = RunningSends(
            sender, self._pacer, bell, self._limits.longest_send, self._limits.pace.is_group
        )
        self._staff_chat = StaffChatWatch(staff_chat)
        # Whether there may be rows to send besides those that are being sent.
        self._looking = True
        self._careful = False
        self._stopping = False

    async def run(self) -> None:
        """Send until stopped, and until the sends in progress are recorded."""
        try:
            while not (self._stopping and self._sends.is_idle):
                await self._safe_round()
                self._looking |= await self._bell.wait(self._limits.poll)
        finally:
            self._sends.cancel()

    def stop(self) -> None:
        """Begin no new sends."""
        self._stopping = True
        self._bell.ring()

    async def begin_sends(self, session: AsyncSession, now: datetime) -> Callable[[], None]:
        """Begin to send what this transaction has written, where that is possible; see `BeginSends`.

        On PostgreSQL the loop does it: effects of several workers would wait for each other's pace.
        """
        memory = lanes.memory_of(self._database)
        if memory is not None:
            return await self._begin_gathered(session, memory, now)
        self._looking = True
        return self._bell.ring

    async def _begin_gathered(
        self, session: AsyncSession, memory: LaneMemory, now: datetime
    ) -> Callable[[], None]:
        """Write what is gathered: as being sent, where nothing is in front of it and it may be sent now."""
        rows = outbox.take_gathered(session)
        firsts = first_to_send(rows, now, self._chat_wait)
        chats = list(firsts)[: max(self._room(), 0)]
        until = now + self._limits.lease
        begun = {
            firsts[lease.key]: lease for lease in memory.take(session, Flow.OUT, chats, self._owner, until)
        }
        row_ids = await outbox.write(session, rows, begun)
        for place in begun:
            self._spend(rows[place].outgoing)
        sends = [
            (lease, Sendable(row_ids[place], OutboxStatus.SENDING, 0, rows[place].outgoing))
            for place, lease in begun.items()
        ]
        return partial(self._launch_new, memory, sends)

    def _launch_new(self, memory: LaneMemory, sends: Iterable[tuple[Lease, Sendable]]) -> None:
        """Send what an effect has written, and look for what it could not begin."""
        self._sends.start(sends)
        if memory.has_free(Flow.OUT, self._clock()):
            self._bell.ring()

    async def _safe_round(self) -> None:
        try:
            await self._round()
        except StoreUnavailable as exc:
            note_outage(exc)
        except Exception:  # the loop goes on after any failure
            log.exception("outbound round failed")

    async def _round(self) -> None:
        """Record ended sends and begin new ones."""
        ended = self._sends.take_ended()
        room = self._room() if self._looking or ended else 0
        if not ended and not room:
            return
        try:
            async with self._database.transaction() as session:
                now = self._clock()
                due = await self._record(session, ended, now)
                is_looking = self._looking or send_ends.may_leave_work(ended, due, now)
                if room and is_looking:
                    await self._shared_pace.adopt(session, now)
                    room = self._room()
                leases = await self._lease(session, room if is_looking else 0, now)
                rows = await self._mark(session, leases, now)
                await self._shared_pace.publish(session, now)
        except BaseException:
            self._sends.put_back(ended)
            raise
        self._launch_all(rows, is_looking=is_looking and room == len(leases))

    def _room(self) -> int:
        """Return how many sends may begin."""
        if self._stopping:
            return 0
        instant = asyncio.get_running_loop().time()
        free = self._limits.sends - len(self._sends)
        room = self._pacer.room(instant)
        if room == 0:
            self._bell.ring_in(self._pacer.wait(instant))
        return free if room is None else min(free, room)

    async def _record(self, session: AsyncSession, ended: list[EndedSend], now: datetime) -> datetime | None:
        """Record the ends of sends; return when the first of their chats has more to send."""
        await lock_rooms(session, {each.lease.key for each in ended if isinstance(each.outcome, SendError)})
        held = await lanes.hold_all(session, [each.lease for each in ended], now + self._limits.lease)
        for lost in (each for each in ended if each.lease not in held):
            log.warning("lease lost", outbox_id=lost.row.id)
        ours = [each for each in ended if each.lease in held]
        sent = await self._settle_all(session, ours, now)
        await self._staff_chat.note(session, ours, now)
        due = await outbox.release(session, held, {each.lease.key for each in sent})
        self._careful = False
        return due

    async def _settle_all(
        self, session: AsyncSession, ended: list[EndedSend], now: datetime
    ) -> list[EndedSend]:
        """Settle rows; return those that are certainly sent and recorded."""
        together = (
            [] if self._careful else [each for each in ended if not isinstance(each.outcome, SendError)]
        )
        if together:
            try:
                await send_ends.settle_sent(session, together, now)
            except Exception:
                self._careful = True
                raise
        for each in ended:
            if each not in together:
                await self._settle(session, each, now)
        return together

    async def _settle(self, session: AsyncSession, ended: EndedSend, now: datetime) -> None:
        try:
            if not self._careful:
                await send_ends.settle(session, ended, now)
                return
            # A round has failed: the row that made it fail must not stop the others. It stays marked as being
            # sent, and is settled as unknown when its chat is leased again.
            async with session.begin_nested():
                await send_ends.settle(session, ended, now)
        except LeaseLost:
            log.warning("row was settled already", outbox_id=ended.row.id)
        except Exception:
            if not self._careful:
                self._careful = True
                raise
            log.exception("end of a send cannot be recorded", outbox_id=ended.row.id)

    async def _lease(self, session: AsyncSession, room: int, now: datetime) -> list[Lease]:
        if room <= 0:
            return []
        return await lanes.lease(session, Flow.OUT, self._owner, now, self._limits.lease, room)

    async def _mark(
        self, session: AsyncSession, leases: list[Lease], now: datetime
    ) -> list[tuple[Lease, Sendable]]:
        """Mark the next row of each chat as being sent, where it may be sent now; return these rows."""
        if not leases:
            return []
        rows = await outbox.next_due(session, [each.key for each in leases], now)
        begun: list[tuple[Lease, Sendable]] = []
        back: list[Lease] = []
        for lease in leases:
            row = rows.get(lease.key)
            if row is None or await self._recover(session, row, now):
                back.append(lease)
            elif (pause := self._chat_wait(row.outgoing)) > 0:
                await lanes.release(session, lease, now + timedelta(seconds=pause))
                self._bell.ring_in(pause)
            else:
                self._spend(row.outgoing)
                begun.append((lease, row))
        await outbox.release(session, back)
        await outbox.start(session, [row.id for _, row in begun])
        return begun

    async def _recover(self, session: AsyncSession, row: Sendable, now: datetime) -> bool:
        """Settle a row whose sender died before it could record the outcome."""
        if row.status is not OutboxStatus.SENDING:
            return False
        log.warning("send was cut off", outbox_id=row.id)
        await send_ends.leave_unknown(session, row, now, "cut off")
        self._bell.ring()
        return True

    def _chat_wait(self, outgoing: Outgoing) -> float:
        """Return how long this chat has to wait; 0 for the answer to a tap and a reaction: no messages."""
        if outgoing.action in NO_MESSAGES:
            return 0.0
        return self._pacer.chat_wait(outgoing.address, asyncio.get_running_loop().time())

    def _spend(self, outgoing: Outgoing) -> None:
        if outgoing.action not in NO_MESSAGES:
            self._pacer.spend(outgoing.address, asyncio.get_running_loop().time())

    def _launch_all(self, rows: Iterable[tuple[Lease, Sendable]], *, is_looking: bool) -> None:
        """Send rows that are marked as being sent; `is_looking`: there are probably more to begin."""
        self._looking = is_looking
        self._sends.start(rows)
        if is_looking:
            self._bell.ring()
