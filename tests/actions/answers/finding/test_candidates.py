"""What is found for a question."""

from actions.answers.entry import Entry
from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding, FindingOutcome
from nlu.contract.labels import Language


def test_best_is_the_first() -> None:
    first, second = (Candidate(Entry(number, "k", 1, ()), 0.9, Language.ZH, "?") for number in (1, 2))
    assert Finding(FindingOutcome.CHOICE, (first, second)).best == first
    assert NOTHING_FOUND.best is None
