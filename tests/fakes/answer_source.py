"""A finder that knows what a test tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from actions.answers.entry import Entry
from actions.answers.finding.candidates import NOTHING_FOUND, Finding
from nlu.contract.labels import Language


@dataclass(slots=True)
class ScriptedFinder:
    """Returns the finding of each text; `trouble` is raised instead of any."""

    findings: Mapping[str, Finding] = field(default_factory=dict)
    trouble: Exception | None = None
    asked: list[tuple[str, Language, str | None]] = field(default_factory=list)
    asked_exactly: list[str] = field(default_factory=list)
    entries: Sequence[Entry] = ()

    @property
    def is_empty(self) -> bool:
        return not self.findings and self.trouble is None

    async def find(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        self.asked.append((text, language, outlet))
        if self.trouble is not None:
            raise self.trouble
        return self.findings.get(text, NOTHING_FOUND)

    def find_exact(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        self.asked_exactly.append(text)
        found = self.findings.get(text, NOTHING_FOUND)
        return found if found.is_exact else NOTHING_FOUND

    async def reload(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
