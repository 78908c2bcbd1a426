"""What can be measured, and the formulas of questions that stand for themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Protocol

import numpy as np

from store.models.occasions import Occasion
from store.models.question_kinds import KINDS, KindFigure, Summary
from store.reports.statistics.arrays import Real, Whole
from store.reports.statistics.changes import Result
from store.reports.statistics.design import Design
from store.reports.statistics.figures import Formula
from store.reports.statistics.formulas import (
    LEAST_PROMOTER,
    MOST_DETRACTOR,
    Tally,
    mean,
    net_promoters,
    share_at_least,
)


class Measure(StrEnum):
    """A number about service quality, under the field's own name."""

    CSAT = "csat"
    CES_MEAN = "ces_mean"
    CES_SHARE = "ces_share"
    NPS = "nps"
    YES = "yes"
    ITEM_MEAN = "item_mean"
    ITEM_DIFFERENCE = "item_difference"
    SPREAD = "spread"
    SERVPERF = "servperf"
    GAP = "gap"
    GAP_UNWEIGHTED = "gap_unweighted"
    GAP_WEIGHTED = "gap_weighted"
    GAP_BEFORE = "gap_before"
    GAP_BEFORE_WEIGHTED = "gap_before_weighted"
    ALPHA = "alpha"
    RESPONSE_RATE = "response_rate"
    RECOVERY_BEFORE = "recovery_before"
    RECOVERY_AFTER = "recovery_after"
    RECOVERY_GAIN = "recovery_gain"
    RECOVERY_EXPECTED = "recovery_expected"
    RECOVERY_NET = "recovery_net"


FORMULAS: Mapping[Measure, Formula] = {
    Measure.CSAT: Formula.CSAT,
    Measure.CES_MEAN: Formula.CES_MEAN,
    Measure.CES_SHARE: Formula.CES_SHARE,
    Measure.NPS: Formula.NPS,
    Measure.YES: Formula.YES,
    Measure.ITEM_MEAN: Formula.ITEM_MEAN,
    Measure.ITEM_DIFFERENCE: Formula.ITEM_DIFFERENCE,
    Measure.SPREAD: Formula.SPREAD,
    Measure.SERVPERF: Formula.SERVPERF,
    Measure.GAP: Formula.GAP,
    Measure.GAP_UNWEIGHTED: Formula.GAP_UNWEIGHTED,
    Measure.GAP_WEIGHTED: Formula.GAP_WEIGHTED,
    Measure.GAP_BEFORE: Formula.GAP_BEFORE,
    Measure.GAP_BEFORE_WEIGHTED: Formula.GAP_BEFORE_WEIGHTED,
    Measure.ALPHA: Formula.ALPHA,
    Measure.RESPONSE_RATE: Formula.RESPONSE_RATE,
    Measure.RECOVERY_BEFORE: Formula.MEAN,
    Measure.RECOVERY_AFTER: Formula.MEAN,
    Measure.RECOVERY_GAIN: Formula.RECOVERY,
    Measure.RECOVERY_EXPECTED: Formula.EXPECTED,
    Measure.RECOVERY_NET: Formula.NET,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is about: a question, a dimension of a survey, all dimensions of it, or none of these.

    `occasion` says on which occasion the answers were given, where no system reported a service:
    follow-ups of cases and what staff ask for have figures of their own.
    """

    measure: Measure
    question: str | None = None
    survey: str | None = None
    dimension: str | None = None
    occasion: Occasion | None = None

    @property
    def formula(self) -> Formula:
        """How the number is made."""
        return FORMULAS[self.measure]

    @property
    def asked_on(self) -> Occasion:
        """On which occasion the answers were given."""
        return self.occasion or Occasion.SERVICE


@dataclass(frozen=True, slots=True)
class PooledQuestion:
    """Answers pool by the id of the question, by its kind, and by the occasion."""

    id: str
    kind: str
    occasion: Occasion = Occasion.SERVICE


class ReadTally(Protocol):
    """A formula: the result of a tally, and of how its answers fall on customers."""

    def __call__(self, tally: Tally, *, design: Design | None = None) -> Result:
        """Calculate it.

        Raises:
            ValueError: there are no answers.
        """


def _formula(figure: KindFigure) -> ReadTally:
    match figure.summary:
        case Summary.SHARE:
            return partial(share_at_least, least=figure.good)
        case Summary.MEAN:
            return mean
        case Summary.BALANCE:
            return net_promoters


def figure_scores(figure: KindFigure, numbers: Whole) -> Real:
    """Return what each answer is worth in a figure."""
    match figure.summary:
        case Summary.SHARE:
            return (numbers >= figure.good).astype(np.float64)
        case Summary.MEAN:
            return numbers.astype(np.float64)
        case Summary.BALANCE:
            promoters, detractors = numbers >= LEAST_PROMOTER, numbers <= MOST_DETRACTOR
            return promoters.astype(np.float64) - detractors.astype(np.float64)


# What is made of the answers to one question, by its kind.
OF_KIND: Mapping[str, tuple[Measure, ...]] = {
    name: tuple(Measure(figure.measure) for figure in kind.figures) for name, kind in KINDS.items()
}
# How it is made of a tally that knows the whole scale. Whether an invitation was answered is a yes or no too.
OF_TALLY: Mapping[Measure, ReadTally] = {
    **{Measure(figure.measure): _formula(figure) for kind in KINDS.values() for figure in kind.figures},
    Measure.RESPONSE_RATE: partial(share_at_least, least=1),
}


def told(occasion: Occasion) -> Occasion | None:
    """Return the occasion as a subject names it."""
    return None if occasion is Occasion.SERVICE else occasion


def on_scale(kind: str, tally: Tally) -> Tally:
    """The tally with every number of the scale in it; numbers that do not belong there are left out."""
    return {number: tally.get(number, 0) for number in KINDS[kind].scale}


def pooled(tallies: Iterable[Tally]) -> Tally:
    """All answers in one."""
    together: dict[int, int] = {}
    for tally in tallies:
        for number, count in tally.items():
            together[number] = together.get(number, 0) + count
    return together
