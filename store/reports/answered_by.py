"""Survey scores of talks that the bot answered alone, apart from those in which a person wrote.

Which talk a survey belongs to is in `store.reports.sums.talk_before`; surveys without one are in neither.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from store.models.question_kinds import KINDS, Summary
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from store.reports.sums.gathering import Meanings
from store.reports.sums.instruments import Item
from store.reports.sums.one_by_one import OneByOne
from store.reports.sums.sum_columns import MISSING, Columns
from store.reports.sums.talk_before import TalkBefore


class AnsweredBy(StrEnum):
    """Who answered the talk that went before a survey."""

    BOT = "bot"
    PERSON = "person"


TALKS = {AnsweredBy.BOT: TalkBefore.BOT, AnsweredBy.PERSON: TalkBefore.PERSON}
# Who answered, the measure, the question.
Scored = tuple[AnsweredBy, str, str]


@dataclass(frozen=True, slots=True)
class ScoreOfTalks:
    """The share of good answers to a survey question after talks that the bot or a person answered."""

    by: AnsweredBy
    measure: str
    question: str
    share: Share


def scores_of_talks(found: OneByOne, known: Meanings) -> tuple[ScoreOfTalks, ...]:
    """Return the shares of gathered surveys, the bot's first; without those that have no answers."""
    good: Counter[Scored] = Counter()
    n: Counter[Scored] = Counter()
    for source, columns in found.items():
        instrument = known.by_survey.get(source.survey)
        for item in instrument.single if instrument else ():
            for scored, is_good, count in _counted(columns, item):
                good[scored] += is_good
                n[scored] += count
    return tuple(
        ScoreOfTalks(*scored, Share(good[scored], n[scored], wilson(good[scored], n[scored])))
        for scored in sorted(n)
    )


def _counted(columns: Columns, item: Item) -> Iterator[tuple[Scored, int, int]]:
    """Yield how many answers to a question are good, and how many there are."""
    if item.question not in columns.numbers:
        return
    numbers = columns.numbers[item.question]
    for figure in KINDS[item.kind].figures:
        if figure.summary is not Summary.SHARE:
            continue
        for by, talk in TALKS.items():
            chosen = numbers[(columns.fixed["talk"] == talk) & (numbers != MISSING)]
            if len(chosen):
                yield (by, figure.measure, item.question), int((chosen >= figure.good).sum()), len(chosen)
