"""Polling that is begun anew where it has gone silent, and stands by while somebody else polls."""

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

    `sign` is how long a poller may give no sign before another takes its place; `success` how long Telegram
    may not have answered before staff are told. `look` is how often to look, and `farewell` how long a poller
    that is replaced may take to end.

    If another process polls for good, polling is tried again after the pauses of `standing_by`. None ends
    polling then, which is right for a process that does nothing else.
    """

    sign: float = PollingLimits().longest_silence + 15.0
    success: float = 120.0
    look: float = 1.0
    farewell: float = 2.0
    standing_by: Backoff | None = None


class WatchedPolling:
    """Keeps one poller polling, whatever becomes of it. `make` makes a new one."""

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
        # Whether the alarm is raised; the process before us may have left it so.
        self._alarmed: bool | None = None
        self._stopping = asyncio.Event()
        self._conflicts = 0

    @property
    def last_success(self) -> datetime | None:
        """When Telegram last answered and all was kept, by whichever poller."""
        current = self._poller.last_success if self._poller is not None else None
        return current or self._earlier

    async def run(self) -> None:
        """Poll until stopped.

        Raises:
            TokenRefused: see `Poller.run`.
            PolledElsewhere: see `Poller.run`; not where we stand by.
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
        """End at once what waits for updates; what has arrived is still kept."""
        self._stopping.set()
        if self._poller is not None:
            self._poller.stop()

    async def _watch(self, poller: Poller, polling: asyncio.Task[None]) -> None:
        """Return when the poller has ended, or is to be replaced."""
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
                log.error("polling is silent and begun anew", vanished=bool(ended), seconds=round(silence))
                await self._raise_alarm()
                return
            await self._check_success(poller)

    async def _stand_by(self, lasted: float, pauses: Backoff) -> None:
        """Let the other process poll for a while, longer each time until we have polled for long."""
        self._conflicts = self._conflicts + 1 if lasted < pauses.longest else 1
        pause = pauses.after(self._conflicts)
        log.error("another process polls with this bot token; we stand by", again_in=pause)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._stopping.wait()

    async def _check_success(self, poller: Poller) -> None:
        """Tell staff when Telegram has not answered for long, and when it answers again."""
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
