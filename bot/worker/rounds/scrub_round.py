"""The loop that removes from files what was erased: in learned words, and in the database's own files."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from actions.quality.lesson_requests import lessons
from actions.rights.scrubbing import SMALL, Scrubbed, newest_erasure, note_scrubbed, scrub, waiting
from bot.timing.clock import Clock
from bot.worker.loops.ports import LearnedWords
from bot.worker.loops.repeat import repeat
from store.engine.database import Database
from store.sqlite_copies import remove_copies

log = structlog.get_logger(__name__)


class ScrubRound:
    """Looks once a minute whether something was erased.

    Learned words lie on each machine, so that each process looks after its own, once at its start and after
    each erasure. A file of more than `small` bytes is merged once by day after each erasure, and
    waits for the night.
    """

    def __init__(
        self,
        database: Database,
        learned: LearnedWords,
        zone: ZoneInfo,
        *,
        clock: Clock,
        pause: float = 60.0,
        small: int = SMALL,
    ) -> None:
        self._database = database
        self._learned = learned
        self._zone = zone
        self._clock = clock
        self._pause = pause
        self._small = small
        self._cleaned = -1
        self._merged = -1

    async def run(self) -> None:
        """Look until cancelled."""
        await repeat(self.step, self._pause, "removing erased words from files failed")

    async def step(self) -> bool:
        """Remove what can be removed now, and return whether nothing is left to be removed."""
        async with self._database.reading() as session:
            newest, ids = await newest_erasure(session), await waiting(session)
        if newest > self._cleaned and not await self._clean(newest):
            return False
        if not ids:
            return True
        now = self._clock()
        if not await self._scrub(ids[-1], now):
            return False
        async with self._database.transaction() as session:
            await note_scrubbed(session, ids, now)
        log.info("what was erased is gone from all files", erasures=len(ids))
        return True

    async def _scrub(self, newest: int, now: datetime) -> bool:
        """Remove from the database's files what was erased; False while some of it is left."""
        await asyncio.to_thread(remove_copies, self._database)
        is_merged = newest <= self._merged
        scrubbed = await scrub(self._database, now, self._zone, small=self._small, is_merged=is_merged)
        if scrubbed is Scrubbed.UNTIL_NIGHT:
            self._merged = newest
        return scrubbed is Scrubbed.DONE

    async def _clean(self, newest: int) -> bool:
        """Keep of the learned words those that still have a message; False while a model is being trained."""
        async with self._database.reading() as session:
            # With one reader enough, all that may be in the files of this moment.
            kept = [lesson.text for lesson in await lessons(session, agreeing=1)]
        if not self._learned.keep(kept):
            return False
        self._cleaned = newest
        return True
