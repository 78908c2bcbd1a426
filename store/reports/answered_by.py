"""Survey scores of talks that the bot answered alone, apart from those in which a person wrote.

Which talk a survey belongs to is in `store.reports.sums.talk_before`; surveys without one are in neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from store.models.question_kinds import KINDS, Summary
from store.reports.statistics.figures import Figure, figure
from store.reports.statistics.formulas import share_at_least
from store.reports.sums.by_customer import Whose, by_question
from store.reports.sums.clusters import Clusters
from store.reports.sums.gathering import Meanings
from store.reports.sums.grouped_sources import Grouped, GroupedSources
from store.reports.sums.grouping import UNDIVIDED
from store.reports.sums.measures import Measure, Subject, told
from store.reports.sums.one_by_one import OneByOne
from store.reports.sums.sum_columns import MISSING, Column
from store.reports.sums.talk_before import TalkBefore


class AnsweredBy(StrEnum):
    """Who answered the talk that went before a survey."""

    BOT = "bot"
    PERSON = "person"


TALKS = {AnsweredBy.BOT: TalkBefore.BOT, AnsweredBy.PERSON: TalkBefore.PERSON}


@dataclass(frozen=True, slots=True)
class ScoreOfTalks:
    """A share of good answers to a survey question after talks that the bot or a person answered.

    The subject names the question, and the occasion where it is not a service that a system reported.
    """

    by: AnsweredBy
    subject: Subject
    figure: Figure


def scores_of_talks(found: OneByOne, known: Meanings) -> tuple[ScoreOfTalks, ...]:
    """Return the shares of gathered surveys, the bot's first; without those that have no answers."""
    scores = [
        score
        for whose, grouped, numbers in by_question(GroupedSources(found, UNDIVIDED), known)
        for score in _scores(whose, grouped, numbers)
    ]
    return tuple(sorted(scores, key=_place))


def _scores(whose: Whose, grouped: Grouped, numbers: Column) -> Iterator[ScoreOfTalks]:
    question, kind, occasion = whose
    chosen = (numbers != MISSING) & (grouped.fixed["talk"] != TalkBefore.NONE)
    if not chosen.any():
        return
    talk, customer = (grouped.fixed[name][chosen].astype(np.int64) for name in ("talk", "customer"))
    numbers, clusters = numbers[chosen], Clusters(len(TalkBefore), talk, customer)
    for each in KINDS[kind].figures:
        if each.summary is not Summary.SHARE:
            continue
        good = numbers >= each.good
        designs = clusters.designs(good.astype(np.float64), np.ones(len(numbers), dtype=np.bool_))
        tallies = clusters.tallies(good.astype(np.int64), np.ones(len(numbers), dtype=np.bool_), 2)
        subject = Subject(Measure(each.measure), question=question, occasion=told(occasion))
        for by, before in TALKS.items():
            if before in designs:
                tally = dict(enumerate(tallies[before].tolist()))
                share = share_at_least(tally, 1, designs[before])
                yield ScoreOfTalks(by, subject, figure(subject.formula, share))


def _place(score: ScoreOfTalks) -> tuple[str, str, str, str]:
    subject = score.subject
    return score.by, subject.measure, subject.question or "", subject.occasion or ""
