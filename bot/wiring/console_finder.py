"""The finder that the console tries questions with: the worker's in this process, else one by words alone."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from actions.answers.entry import Entry
from actions.answers.finding.candidates import Candidate, Finding
from actions.answers.finding.finder import AnswerFinder
from actions.answers.loading import AnswerWatcher
from bot.wiring.answer_finder import build_answer_finder
from nlu.contract.labels import Language
from store.engine.database import Database


class ConsoleFinder:
    """Finds among what is published now; `shared` returns the worker's finder, or None."""

    def __init__(
        self, database: Database, home: Path, zone: tzinfo, shared: Callable[[], AnswerFinder | None]
    ) -> None:
        self._shared = shared
        self._words = build_answer_finder(home, zone, words_only=True)
        self._watcher = AnswerWatcher(database, self._words.reload)

    async def find(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        """Return what would be done about a question."""
        return await (await self._finder()).find(text, language, outlet, now)

    async def scores(
        self, text: str, language: Language, outlet: str | None, now: datetime, limit: int
    ) -> tuple[Candidate, ...]:
        """Return the nearest entries with their scores."""
        return await (await self._finder()).scores(text, language, outlet, now, limit)

    async def with_entries(self, entries: Sequence[Entry]) -> AnswerFinder:
        """Return a finder of these entries, to try a draft."""
        return await (await self._finder()).with_entries(entries)

    async def _finder(self) -> AnswerFinder:
        if (shared := self._shared()) is not None:
            return shared
        await self._watcher.look()
        return self._words
