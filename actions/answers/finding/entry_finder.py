"""What finds entries: `actions.answers.finding.finder.AnswerFinder` is the real one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from actions.answers.entry import Entry
from actions.answers.finding.candidates import Candidate, Finding
from nlu.contract.labels import Language


class EntryFinder(Protocol):
    """Finds the entry that answers a question."""

    async def find(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        """Return what to do about a question in this language at this outlet."""
        ...


class ExactFinder(EntryFinder, Protocol):
    """Finds the entry that names a question too, which takes no time."""

    def find_exact(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        """Return the entry that names this very question, or nothing."""
        ...


class RankingFinder(EntryFinder, Protocol):
    """Ranks entries too."""

    async def scores(
        self, text: str, language: Language, outlet: str | None, now: datetime, limit: int
    ) -> tuple[Candidate, ...]:
        """Return the nearest entries with their scores, however far they are."""
        ...


class DraftFinder(RankingFinder, Protocol):
    """Tries other entries too, before they are published."""

    async def with_entries(self, entries: Sequence[Entry]) -> EntryFinder:
        """Return a finder of these entries, with the thresholds that hold now."""
        ...
