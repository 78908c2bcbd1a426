"""The finder with what is published, for the turn: it says when there is nothing to be found."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from actions.answers.entry import Entry
from actions.answers.finding.candidates import NOTHING_FOUND, Finding
from actions.answers.finding.entry_finder import ExactFinder
from nlu.contract.labels import Language


class ReloadableFinder(ExactFinder, Protocol):
    """Finds among entries that can be exchanged."""

    async def reload(self, entries: Sequence[Entry]) -> None:
        """Take these entries in place of those before."""
        ...


class PublishedAnswers:
    """What is published, as the turn asks for it; empty until it was loaded."""

    def __init__(self, finder: ReloadableFinder) -> None:
        self._finder = finder
        self._count = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found."""
        return self._count == 0

    async def find(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        """Return what answers a text in this language at this outlet."""
        return NOTHING_FOUND if self.is_empty else await self._finder.find(text, language, outlet, now)

    def find_exact(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        """Return the entry that names this very question."""
        return self._finder.find_exact(text, language, outlet, now)

    async def reload(self, entries: Sequence[Entry]) -> None:
        """Take these entries in place of those before."""
        await self._finder.reload(entries)
        self._count = len(entries)
