"""Finding answers in this process: the finder, and the loop that keeps it current."""

import asyncio
from contextlib import suppress

import structlog

from actions.answers.loading import AnswerWatcher
from actions.answers.showing.answer_source import PublishedAnswers
from bot.wiring.answer_finder import build_answer_finder
from bot.wiring.parts import Parts
from bot.worker.loops.outages import note_outage
from bot.worker.loops.repeat import repeat
from store.engine.database_errors import StoreUnavailable

LOOK = 2.0  # seconds between two looks for another edition
LONGEST_WAIT = 10.0  # seconds until messages are handled all the same
FAILED = "reading what is published failed"

log = structlog.get_logger(__name__)


class AnswerParts:
    """The finder of this process; its encoders start when something is published."""

    def __init__(self, parts: Parts) -> None:
        self._finder = build_answer_finder(parts.plan.settings.home, parts.house.zone)
        parts.state.finder = self._finder
        self.published = PublishedAnswers(self._finder)
        self._watcher = AnswerWatcher(parts.database, self.published.reload)
        self._loading: asyncio.Task[None] | None = None

    async def load(self, within: float = LONGEST_WAIT) -> None:
        """Read what is published, and let the encoder start, before the first message is handled.

        After some seconds messages are handled all the same.
        """
        self._loading = asyncio.create_task(self._look())
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await asyncio.shield(self._loading)
                await self._finder.settle()

    async def run(self) -> None:
        """Look for changes of what is published until cancelled."""
        try:
            if self._loading is not None:
                await self._loading
            await repeat(self._watcher.look, LOOK, FAILED)
        finally:
            await self._finder.close()

    async def _look(self) -> None:
        try:
            await self._watcher.look()
        except StoreUnavailable as exc:
            note_outage(exc)
        except Exception:  # the loop looks again soon; messages go to people until then
            log.exception(FAILED)
