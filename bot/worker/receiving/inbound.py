"""The inbound loop: leases chats that have new updates, and works on many of them at once."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog

from actions.answers.showing.question_search import QuestionSearch
from actions.settings.house import MatterRules
from actions.turn.reading import Classifier
from bot.timing.bell import Bell
from bot.timing.clock import Clock
from bot.worker.loops.outages import note_outage, until_available
from bot.worker.loops.ports import BeginSends, Decoder, Desk
from bot.worker.receiving.effects import RetryLimits
from bot.worker.receiving.handling import UpdateHandler
from bot.worker.receiving.patient_reader import PatientReader
from store.engine.database import Database
from store.engine.database_errors import LeaseLost, StoreUnavailable
from store.models.address import Address
from store.models.queues import Flow
from store.queues import inbox, lanes
from store.queues.inbox import InboxUpdate
from store.queues.lane_book import Lease

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class InboundLimits:
    """How many chats are worked on, and how long is waited.

    At most `chats` are worked on at once. Of these, `active` do not wait for the NLU server; more would only
    wait for the database and outlive their leases. `patience` is how long to wait for the NLU server, `poll`
    how often to look for updates that other processes received; in seconds. A case that was settled within
    `reopening` helps to understand a text.
    """

    chats: int = 256
    active: int = 64
    patience: float = 10.0
    poll: float = 0.5
    retries: RetryLimits = field(default_factory=RetryLimits)
    reopening: Callable[[], timedelta] = lambda: MatterRules().reopening


class Inbound:
    """Works on updates. `bell` rings when one arrives; `begin_sends` begins to send what they cause."""

    def __init__(
        self,
        database: Database,
        decoder: Decoder,
        classifier: Classifier,
        desk: Desk,
        *,
        bell: Bell,
        begin_sends: BeginSends,
        clock: Clock,
        owner: str,
        limits: InboundLimits | None = None,
        answers: QuestionSearch | None = None,
    ) -> None:
        self._limits = limits or InboundLimits()
        self._database = database
        self._bell = bell
        self._clock = clock
        self._owner = owner
        self._reader = PatientReader(
            classifier, self._limits.patience, waits=bell.ring, returned=self._note_return
        )
        self._handler = UpdateHandler(
            database,
            decoder,
            self._reader,
            desk,
            clock,
            self._limits.retries,
            begin_sends,
            self._limits.reopening,
            answers,
        )
        self._at_work: dict[Address, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        # The process before this one may have left updates waiting.
        self._reviving = True
        self._stopping = False

    async def run(self) -> None:
        """Work until stopped."""
        while not self._stopping:
            try:
                is_more_likely = await self._step()
            except StoreUnavailable as exc:
                note_outage(exc)
                is_more_likely = False
            except Exception:  # the loop goes on after any failure
                log.exception("inbound step failed")
                is_more_likely = False
            if not is_more_likely:
                await self._bell.wait(self._limits.poll)

    def stop(self) -> None:
        """Take no new work."""
        self._stopping = True
        self._bell.ring()

    async def drain(self, seconds: float) -> None:
        """Finish the work in progress; what takes longer is left for the next process."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        with suppress(TimeoutError):  # the database is silent, and nothing is committed
            async with asyncio.timeout(seconds):
                await self._handler.close()
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._reader.close()

    def _note_return(self) -> None:
        self._reviving = True
        self._bell.ring()

    async def _step(self) -> bool:
        """Start work on chats that are due; return whether there are probably more of them."""
        if self._reviving:
            await self._revive()
        room = self._room()
        if room <= 0:
            return False
        leased = await self._lease(room)
        for lease, item in leased:
            self._begin(lease, item)
        return len(leased) == room

    def _begin(self, lease: Lease, item: InboxUpdate) -> None:
        work = self._work(lease, item, after=self._at_work.get(lease.key))
        task = self._at_work[lease.key] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _room(self) -> int:
        """Return how many more chats may be worked on."""
        active = len(self._at_work) - self._reader.waiting
        return min(self._limits.chats - len(self._at_work), self._limits.active - active)

    async def _revive(self) -> None:
        self._reviving = False
        try:
            async with self._database.transaction() as session:
                await inbox.retry_waiting(session, self._clock())
        except StoreUnavailable:
            self._reviving = True
            raise

    async def _lease(self, room: int) -> list[tuple[Lease, InboxUpdate]]:
        now, memory = self._clock(), lanes.memory_of(self._database)
        if memory is not None and not memory.has_free(Flow.IN, now):
            return []
        async with self._database.transaction() if memory is None else self._database.reading() as session:
            leases = await lanes.lease(session, Flow.IN, self._owner, now, self._limits.retries.lease, room)
            items = await inbox.next_of(session, leases, now)
            await inbox.release_all(session, [each for each in leases if each.key not in items])
        return [(each, items[each.key]) for each in leases if each.key in items]

    async def _work(self, lease: Lease, item: InboxUpdate, after: asyncio.Task[None] | None) -> None:
        """Work on one update of a chat, and look again when the chat has more."""
        if after is not None:  # it has released the lane, or has outlived its lease
            await asyncio.wait([after])
        try:
            due = await until_available(partial(self._handler.handle, lease, item))
            self._note_due(due)
        except LeaseLost:
            log.warning("lease lost", inbox_id=item.id)
        except Exception:  # the chat is leased again when its lease ends
            log.exception("work on a chat failed", inbox_id=item.id)
        finally:
            self._note_end(lease.key)

    def _note_due(self, due: datetime | None) -> None:
        """Ring the bell when the chat has work again."""
        if due is None:
            return
        wait = (due - self._clock()).total_seconds()
        if wait > 0 and not self._reader.away:
            # The server may have come back, and waiting texts been retried, while this text was given up.
            self._reviving = True
        self._bell.ring_in(wait)

    def _note_end(self, key: Address) -> None:
        if self._room() <= 0:
            self._bell.ring()  # the loop waits for room
        if self._at_work.get(key) is asyncio.current_task():
            del self._at_work[key]
