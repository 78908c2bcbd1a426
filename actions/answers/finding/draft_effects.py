"""Which past questions would be answered in another way if a draft were published."""

from collections.abc import Callable, Iterable
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


@dataclass(frozen=True, slots=True)
class DraftEffects:
    """How many past questions were tried, and those that are treated in another way."""

    tried: int
    changed: tuple[ChangedFinding, ...]


async def effects_of(
    questions: Iterable[PastQuestion],
    before: EntryFinder,
    after: EntryFinder,
    now: datetime,
    *,
    is_over: Callable[[], bool] = lambda: False,
) -> DraftEffects:
    """Try each question with and without the draft, in their order, until `is_over`.

    What counts is what the customer sees: the answer and its version, or the entries to choose from in their
    order. Scores that move without changing that do not count.
    """
    changed, tried = [], 0
    for question in dict.fromkeys(questions):
        if is_over():
            break
        tried += 1
        asked = (question.text, question.language, question.outlet, now)
        old, new = await before.find(*asked), await after.find(*asked)
        if seen(old) != seen(new):
            changed.append(ChangedFinding(question, old, new))
    return DraftEffects(tried, tuple(changed))


def seen(finding: Finding) -> tuple[FindingOutcome, tuple[tuple[int, int], ...]]:
    """Return what a customer sees of a finding: the outcome, and entries with their versions."""
    shown = {
        FindingOutcome.ANSWER: 1,
        FindingOutcome.CHOICE: len(finding.candidates),
        FindingOutcome.NONE: 0,
    }[finding.outcome]
    return finding.outcome, tuple((each.entry.id, each.entry.version) for each in finding.candidates[:shown])
