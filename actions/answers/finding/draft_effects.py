"""Which past questions would be answered in another way if a draft were published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from actions.answers.finding.candidates import Finding, FindingOutcome
from actions.answers.finding.entry_finder import EntryFinder
from nlu.contract.labels import Language


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """What a customer asked, and where."""

    text: str
    language: Language
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """A question for which something else is found with the draft."""

    question: PastQuestion
    before: Finding
    after: Finding


async def changed_findings(
    questions: Iterable[PastQuestion], before: EntryFinder, after: EntryFinder, now: datetime
) -> list[ChangedFinding]:
    """Return the questions that are treated in another way, each text once.

    What counts is what the customer sees: the answer and its version, or the entries to choose from in their
    order. Scores that move without changing that do not count.
    """
    changed = []
    for question in dict.fromkeys(questions):
        asked = (question.text, question.language, question.outlet, now)
        old, new = await before.find(*asked), await after.find(*asked)
        if seen(old) != seen(new):
            changed.append(ChangedFinding(question, old, new))
    return changed


def seen(finding: Finding) -> tuple[FindingOutcome, tuple[tuple[int, int], ...]]:
    """Return what a customer sees of a finding: the outcome, and entries with their versions."""
    shown = {
        FindingOutcome.ANSWER: 1,
        FindingOutcome.CHOICE: len(finding.candidates),
        FindingOutcome.NONE: 0,
    }[finding.outcome]
    return finding.outcome, tuple((each.entry.id, each.entry.version) for each in finding.candidates[:shown])
