"""Polling that is begun anew where it has gone silent: a poller can hang while the process lives."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.telegram.poller import Patience, Poller
from store.alarms import clear_alarm, raise_alarm
from store.database import Database
from store.errors import StoreError

log = structlog.get_logger(__name__)

SILENT = "telegram.silent"


@dataclass(frozen=True, slots=True)
class Vigilance:
    """How closely polling is watched, in seconds.

    `sign` is how long a poller may give no sign before another takes its place; `success` how long Telegram
    may not have answered before staff are told. `look` is how often to look, and `farewell` how long a poller
    that is replaced may take to end.
    """

    sign: float = Patience().longest_silence + 15.0
    success: float = 120.0
    look: float = 1.0
    farewell: float = 2.0


class WatchedPolling:
    """Keeps one poller polling, whatever becomes of it. `make` makes a new one."""

    def __init__(
        self,
        make: Callable[[], Poller],
        database: Database,
        bot_id: int,
        clock: Callable[[], datetime],
        vigilance: Vigilance | None = None,
    ) -> None:
        self._make = make
        self._database = database
        self._subject = f"bot:{bot_id}"
        self._clock = clock
        self._vigilance = vigilance or Vigilance()
        self._poller: Poller | None = None
        self._earlier: datetime | None = None
        self._since = clock()
        # Whether the alarm is raised; the process before us may have left it so.
        self._alarmed: bool | None = None
        self._stopping = False

    @property
    def last_success(self) -> datetime | None:
        """When Telegram last answered and all was kept, by whichever poller."""
        current = self._poller.last_success if self._poller is not None else None
        return current or self._earlier

    async def run(self) -> None:
        """Poll until stopped.

        Raises:
            TokenRefused, PolledElsewhere: see `Poller.run`.
        """
        while not self._stopping:
            poller = self._poller = self._make()
            polling = asyncio.create_task(poller.run())
            try:
                await self._watch(poller, polling)
            finally:
                self._earlier = self.last_success
                polling.cancel()
                await asyncio.wait([polling], timeout=self._vigilance.farewell)

    def stop(self) -> None:
        """End at once what waits for updates; what has arrived is still kept."""
        self._stopping = True
        if self._poller is not None:
            self._poller.stop()

    async def _watch(self, poller: Poller, polling: asyncio.Task[None]) -> None:
        """Return when the poller has ended, or is to be replaced."""
        while True:
            ended, _ = await asyncio.wait([polling], timeout=self._vigilance.look)
            if self._stopping and not ended:
                await asyncio.wait([polling])
                return
            if ended and not polling.cancelled():
                polling.result()
                return
            silence = asyncio.get_running_loop().time() - poller.last_sign
            if ended or silence > self._vigilance.sign:
                log.error("polling is silent and begun anew", vanished=bool(ended), seconds=round(silence))
                await self._tell()
                return
            await self._note(poller)

    async def _note(self, poller: Poller) -> None:
        """Tell staff when Telegram has not answered for long, and when it answers again."""
        last = self.last_success or self._since
        if self._clock() - last > timedelta(seconds=self._vigilance.success):
            if not self._alarmed:
                await self._tell()
        elif self._alarmed is not False and poller.last_success is not None:
            await self._take_back()

    async def _tell(self) -> None:
        with suppress(StoreError):  # the alarm is for staff; polling must not depend on it
            async with self._database.transaction() as session:
                await raise_alarm(session, SILENT, self._subject, self._clock())
            self._alarmed = True

    async def _take_back(self) -> None:
        with suppress(StoreError):
            async with self._database.transaction() as session:
                await clear_alarm(session, SILENT, self._subject, self._clock())
            self._alarmed = False
