"""What is found for a question: an answer, some to choose from, or nothing."""

from dataclasses import dataclass
from enum import StrEnum

from actions.answers.entry import Entry
from nlu.contract.labels import Language


class FindingOutcome(StrEnum):
    """What is done with what was found."""

    ANSWER = "answer"  # the first candidate is given
    CHOICE = "choice"  # the customer chooses among the candidates
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may answer the question.

    `score` is how alike the question and `matched` are, the best of the entry's questions and variants in
    `language`; 1 is the same.
    """

    entry: Entry
    score: float
    language: Language
    matched: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The candidates for a question, best first, at most three.

    `is_exact`: the question is one that the first of them names, written in any way. `is_near`: with the
    outcome CHOICE, the first is nearer to what is answered than to what is offered. With the outcome NONE
    the candidates are those that a person may want to see; customers see none of them.
    """

    outcome: FindingOutcome
    candidates: tuple[Candidate, ...] = ()
    is_exact: bool = False
    is_near: bool = False

    @property
    def best(self) -> Candidate | None:
        """The first candidate, if there is one."""
        return next(iter(self.candidates), None)


NOTHING_FOUND = Finding(FindingOutcome.NONE)
