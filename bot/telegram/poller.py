"""Long polling: updates are fetched, committed, and only then confirmed by the next offset."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from bot.telegram.intake import Intake
from bot.telegram.raw_update import update_id_of
from bot.telegram.send_errors import NotNow, PolledElsewhere, TokenRefused
from bot.timing.backoff import Backoff
from bot.timing.clock import Clock
from store.engine.database import Database
from store.engine.database_errors import StoreError, StoreUnavailable
from store.models.address import Address
from store.queues.alarm_rows import clear_alarm, raise_alarm

log = structlog.get_logger(__name__)

CONFLICT = "telegram.conflict"
BATCH = 100
FAILURES = Backoff(0.5, 30.0)


class UpdateSource(Protocol):
    """The source of updates."""

    async def forget_webhook(self) -> None:
        """Delete the webhook."""
        ...

    async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
        """Return raw updates from `offset` on, which confirms all before it."""
        ...


@dataclass(frozen=True, slots=True)
class PollingLimits:
    """How long to wait for an update, in seconds, and with which pauses to try again after a failure.

    After this many `conflicts`, each at most `memory` after the one before, another process polls for good,
    and this poller stops.
    """

    wait: int = 25
    margin: float = 20.0
    backoff: Backoff = FAILURES
    conflicts: int = 5
    memory: timedelta = timedelta(minutes=2)

    @property
    def longest_silence(self) -> float:
        """Return the seconds within which a live poller starts something: a call, or the pause after one."""
        return self.wait + self.margin + self.backoff.longest


class Poller:
    """Receives the updates of one bot.

    `last_success` is when Telegram last answered and all updates were stored. `last_sign` is when the poller
    last started a call or a pause, in seconds of the loop's clock; a live poller gives a sign at least every
    `PollingLimits.longest_silence` seconds. During a longer pause that Telegram asks for, it is the end of
    the pause.
    """

    def __init__(
        self,
        source: UpdateSource,
        intake: Intake,
        database: Database,
        address: Address,
        clock: Clock,
        limits: PollingLimits | None = None,
    ) -> None:
        self.last_success: datetime | None = None
        self.last_sign = asyncio.get_running_loop().time()
        self._source = source
        self._intake = intake
        self._database = database
        self._subject = f"bot:{address}"
        self._clock = clock
        self._limits = limits or PollingLimits()
        self._stopping = asyncio.Event()
        self._call: asyncio.Timeout | None = None
        self._offset: int | None = None
        self._prepared = False
        self._failures = 0
        self._conflicts = 0
        self._last_conflict: datetime | None = None

    async def run(self) -> None:
        """Receive until stopped.

        Raises:
            TokenRefused: another token is needed.
            PolledElsewhere: another process keeps polling with this token.
        """
        while not self._stopping.is_set():
            self.last_sign = asyncio.get_running_loop().time()
            try:
                await self._receive()
            except TokenRefused:
                raise
            except PolledElsewhere:
                await self._note_conflict()
            except (NotNow, StoreUnavailable) as exc:
                log.warning("polling failed", reason=type(exc).__name__, failures=self._failures + 1)
                await self._pause(getattr(exc, "seconds", 0.0))
            except Exception as exc:  # the loop goes on after any failure
                log.exception("polling failed", reason=type(exc).__name__, failures=self._failures + 1)
                await self._pause()

    def stop(self) -> None:
        """Stop waiting for updates at once; those that have arrived are still stored."""
        self._stopping.set()
        if self._call is not None and not self._call.expired():
            self._call.reschedule(asyncio.get_running_loop().time())

    async def _receive(self) -> None:
        updates = await self._ask()
        if updates is None:
            return
        if updates:
            await self._intake.keep(updates, self._clock())
        # An answer without updates has confirmed the offset. Telegram may restart the numbers after an idle
        # week, so the offset is not kept longer.
        ids = [number for number in map(update_id_of, updates) if number is not None]
        self._offset = ids[-1] + 1 if ids else None
        await self._note_success()

    async def _ask(self) -> list[Any] | None:
        """Return the next updates; None if the poller was stopped meanwhile."""
        limits = self._limits
        try:
            # A call that hangs in spite of its time-outs would silence polling for ever.
            async with asyncio.timeout(limits.wait + limits.margin) as self._call:
                if not self._prepared:
                    await self._source.forget_webhook()
                    self._prepared = True
                # The first call only checks that polling works, so it does not wait for updates.
                wait = limits.wait if self.last_success else 0
                return await self._source.fetch(self._offset, BATCH, wait)
        except TimeoutError as exc:
            if self._stopping.is_set():
                return None
            raise NotNow("silent") from exc
        finally:
            self._call = None

    async def _note_success(self) -> None:
        is_first = self.last_success is None
        self.last_success = self._clock()
        if is_first or self._failures:
            log.info("polling", failures=self._failures)
            self._failures = 0
            async with self._database.transaction() as session:
                await clear_alarm(session, CONFLICT, self._subject, self.last_success)

    async def _note_conflict(self) -> None:
        now = self._clock()
        if self._last_conflict is None or now - self._last_conflict > self._limits.memory:
            self._conflicts = 0
        self._last_conflict = now
        self._conflicts += 1
        log.error("another process polls with this token", conflicts=self._conflicts)
        with suppress(StoreError):  # the alarm is for staff; polling must not depend on it
            async with self._database.transaction() as session:
                await raise_alarm(session, CONFLICT, self._subject, now)
        if self._conflicts >= self._limits.conflicts:
            raise PolledElsewhere("another process polls with this bot token; this one stops")
        self._prepared = False  # perhaps it was a webhook
        await self._pause()

    async def _pause(self, at_least: float = 0.0) -> None:
        self._failures += 1
        pause = self._limits.backoff.after(self._failures)
        if at_least > pause:  # the watchdog must not take it for silence
            pause = at_least
            self.last_sign = asyncio.get_running_loop().time() + pause
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._stopping.wait()
