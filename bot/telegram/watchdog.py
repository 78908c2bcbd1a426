"""Restarts polling when it goes silent, and stands by while another process polls."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.telegram.poller import Poller, PollingLimits
from bot.telegram.send_errors import PolledElsewhere
from bot.timing.backoff import Backoff
from bot.timing.clock import Clock
from store.engine.database import Database
from store.engine.database_errors import StoreError
from store.models.address import Address
from store.queues.alarm_rows import clear_alarm, raise_alarm

log = structlog.get_logger(__name__)

SILENT = "telegram.silent"


@dataclass(frozen=True, slots=True)
class WatchdogLimits:
    """How closely polling is watched, in seconds.

    `sign` is how long a poller may give no sign before it is replaced; `success` how long Telegram may not
    answer before staff are alarmed. `look` is how often to check, and `farewell` how long a replaced poller
    may take to end.

    If another process polls for good, polling is tried again after the pauses of `standing_by`. None ends
    polling then, which is right for a process that does nothing else.
    """

    sign: float = PollingLimits().longest_silence + 15.0
    success: float = 120.0
    look: float = 1.0
    farewell: float = 2.0
    standing_by: Backoff | None = None


class WatchedPolling:
    """Keeps one poller polling, and replaces it when it fails. `make` makes a new one."""

    def __init__(
        self,
        make: Callable[[], Poller],
        database: Database,
        bot: Address,
        clock: Clock,
        limits: WatchdogLimits | None = None,
    ) -> None:
        self._make = make
        self._database = database
        self._subject = f"bot:{bot}"
        self._clock = clock
        self._limits = limits or WatchdogLimits()
        self._poller: Poller | None = None
        self._earlier: datetime | None = None
        self._since = clock()
        # Whether the alarm is raised; None if the process before this one may have raised it.
        self._alarmed: bool | None = None
        self._stopping = asyncio.Event()
        self._conflicts = 0

    @property
    def last_success(self) -> datetime | None:
        """Return when Telegram last answered and all updates were stored, by any of the pollers."""
        current = self._poller.last_success if self._poller is not None else None
        return current or self._earlier

    async def run(self) -> None:
        """Poll until stopped.

        Raises:
            TokenRefused: see `Poller.run`.
            PolledElsewhere: see `Poller.run`; never with `standing_by`.
        """
        while not self._stopping.is_set():
            poller = self._poller = self._make()
            polling, begun = asyncio.create_task(poller.run()), asyncio.get_running_loop().time()
            try:
                await self._watch(poller, polling)
            except PolledElsewhere:
                if self._limits.standing_by is None:
                    raise
                await self._stand_by(asyncio.get_running_loop().time() - begun, self._limits.standing_by)
            finally:
                self._earlier = self.last_success
                polling.cancel()
                await asyncio.wait([polling], timeout=self._limits.farewell)

    def stop(self) -> None:
        """Stop waiting for updates at once; those that have arrived are still stored."""
        self._stopping.set()
        if self._poller is not None:
            self._poller.stop()

    async def _watch(self, poller: Poller, polling: asyncio.Task[None]) -> None:
        """Return when the poller has ended, or must be replaced."""
        while True:
            ended, _ = await asyncio.wait([polling], timeout=self._limits.look)
            if self._stopping.is_set() and not ended:
                await asyncio.wait([polling])
                return
            if ended and not polling.cancelled():
                polling.result()
                return
            silence = asyncio.get_running_loop().time() - poller.last_sign
            if ended or silence > self._limits.sign:
                log.error("polling is silent and is restarted", vanished=bool(ended), seconds=round(silence))
                await self._raise_alarm()
                return
            await self._check_success(poller)

    async def _stand_by(self, lasted: float, pauses: Backoff) -> None:
        """Let the other process poll for a while, longer each time until polling has worked for long."""
        self._conflicts = self._conflicts + 1 if lasted < pauses.longest else 1
        pause = pauses.after(self._conflicts)
        log.error("another process polls with this bot token; this one stands by", again_in=pause)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._stopping.wait()

    async def _check_success(self, poller: Poller) -> None:
        """Raise the alarm when Telegram has not answered for long, and clear it when it answers again."""
        last = self.last_success or self._since
        if self._clock() - last > timedelta(seconds=self._limits.success):
            if not self._alarmed:
                await self._raise_alarm()
        elif self._alarmed is not False and poller.last_success is not None:
            await self._clear_alarm()

    async def _raise_alarm(self) -> None:
        with suppress(StoreError):  # the alarm is for staff; polling must not depend on it
            async with self._database.transaction() as session:
                await raise_alarm(session, SILENT, self._subject, self._clock())
            self._alarmed = True

    async def _clear_alarm(self) -> None:
        with suppress(StoreError):
            async with self._database.transaction() as session:
                await clear_alarm(session, SILENT, self._subject, self._clock())
            self._alarmed = False
