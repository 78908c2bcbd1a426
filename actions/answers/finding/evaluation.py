"""Measuring the finding on questions whose entry is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.answers.finding.candidates import Candidate, Finding, FindingOutcome
from actions.answers.finding.entry_finder import RankingFinder
from nlu.contract.labels import Language

RANKED = 3


@dataclass(frozen=True, slots=True)
class QuestionWithKey:
    """A customer's question, and the key of the entry that answers it; None if there is none."""

    id: str
    language: Language
    text: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """What was found for a question."""

    asked: QuestionWithKey
    finding: Finding
    nearest: tuple[Candidate, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the nearest entries, the best one first."""
        return tuple(each.entry.key for each in self.nearest)

    @property
    def is_said(self) -> bool:
        """Whether the first candidate is said at once."""
        return self.finding.outcome is FindingOutcome.ANSWER

    @property
    def is_right(self) -> bool:
        """Whether the first candidate answers the question."""
        return self.keys[:1] == (self.asked.answer,)


@dataclass(frozen=True, slots=True)
class FindingFigures:
    """Shares of the questions in one language. None where there is nothing to take a share of."""

    language: Language
    questions: int  # with an entry
    nulls: int  # without one
    hit1: float | None
    hit3: float | None
    direct: float | None  # of questions with an entry: said at once
    direct_precision: float | None  # of those: right
    offered: float | None  # of questions with an entry: it is said, or among those offered
    nulls_answered: float | None


async def ask_all(
    finder: RankingFinder, questions: Sequence[QuestionWithKey], now: datetime
) -> list[FoundQuestion]:
    """Return what is found for each question at no outlet."""
    found = []
    for each in questions:
        finding = await finder.find(each.text, each.language, None, now)
        nearest = await finder.scores(each.text, each.language, None, now, RANKED)
        found.append(FoundQuestion(each, finding, finding.candidates if finding.is_exact else nearest))
    return found


def figures(found: Sequence[FoundQuestion]) -> list[FindingFigures]:
    """Return the figures of each language that occurs."""
    languages = [language for language in Language if any(each.asked.language is language for each in found)]
    return [
        _figures(language, [each for each in found if each.asked.language is language])
        for language in languages
    ]


def _figures(language: Language, found: Sequence[FoundQuestion]) -> FindingFigures:
    known = [each for each in found if each.asked.answer is not None]
    nulls = [each for each in found if each.asked.answer is None]
    said = [each for each in known if each.is_said]
    return FindingFigures(
        language,
        len(known),
        len(nulls),
        hit1=_share([each.is_right for each in known]),
        hit3=_share([each.asked.answer in each.keys for each in known]),
        direct=_share([each.is_said for each in known]),
        direct_precision=_share([each.is_right for each in said]),
        offered=_share([_is_shown(each) for each in known]),
        nulls_answered=_share([each.is_said for each in nulls]),
    )


def _is_shown(found: FoundQuestion) -> bool:
    shown = [each.entry.key for each in found.finding.candidates]
    return found.asked.answer in (shown[:1] if found.is_said else shown)


def _share(yes: Sequence[bool]) -> float | None:
    return sum(yes) / len(yes) if yes else None
