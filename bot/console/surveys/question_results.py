"""What the answers to a survey come to, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import CHOICES, Kind, Question
from nlu.contract.labels import Language
from store.reports.question_figures import NOTHING, Answers
from store.reports.statistics.formulas import ENOUGH, Tally, mean, net_promoters, share_at_least
from store.reports.statistics.intervals import Interval


class Figure(StrEnum):
    """A formula."""

    CSAT = "csat"
    EFFORT = "effort"
    YES = "yes"
    NPS = "nps"
    AVERAGE = "average"


# The formulas that are shares, and from which number on an answer counts.
SHARES: Mapping[Kind, tuple[Figure, int]] = {
    Kind.RATING: (Figure.CSAT, 4),
    Kind.CES: (Figure.EFFORT, 5),
    Kind.YES_NO: (Figure.YES, 1),
}
AVERAGED = (Kind.RATING, Kind.CES)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a formula gives, on a scale from `lowest` to `highest`; a single answer has no interval."""

    figure: Figure
    value: float
    interval: Interval | None
    lowest: float
    highest: float

    def place(self, number: float) -> float:
        """Where a number is on the scale, 0 to 1."""
        return (number - self.lowest) / (self.highest - self.lowest)


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer that could be given: how often it was, and in which part of all answers (0 to 1)."""

    label: str
    count: int
    part: float


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question with the number of its answers, what they come to, and how they are distributed."""

    text: str
    kind: Kind
    n: int
    measures: tuple[Measure, ...]
    bars: tuple[Bar, ...]

    @property
    def is_small(self) -> bool:
        """Whether there are answers, but too few to compare or to act on."""
        return 0 < self.n < ENOUGH


def question_results(
    survey: Survey, answers: Mapping[str, Answers], language: Language
) -> tuple[QuestionResult, ...]:
    """The results in the order in which the questions are asked; free text is not for counting."""
    return tuple(
        _result(question, answers.get(question.id, NOTHING), language)
        for question in survey.asked
        if question.kind is not Kind.TEXT
    )


def _result(question: Question, answers: Answers, language: Language) -> QuestionResult:
    text = question.text[language]
    if question.kind in CHOICES:
        bars = tuple(_option_bars(question, answers, language))
        return QuestionResult(text, question.kind, answers.n, (), bars)
    if not question.scale:
        return QuestionResult(text, question.kind, answers.n, (), ())
    tally = {number: answers.numbers.get(number, 0) for number in question.scale}
    n = sum(tally.values())
    measures = tuple(_measures(question, tally)) if n else ()
    bars = tuple(Bar(str(number), tally[number], tally[number] / max(n, 1)) for number in reversed(tally))
    return QuestionResult(text, question.kind, n, measures, bars)


def _measures(question: Question, tally: Tally) -> Iterator[Measure]:
    if question.kind in SHARES:
        figure, least = SHARES[question.kind]
        share = share_at_least(tally, least)
        yield Measure(figure, share.value, share.interval, 0, 1)
    if question.kind is Kind.NPS:
        balance = net_promoters(tally)
        yield Measure(Figure.NPS, balance.value, balance.interval, -1, 1)
    if question.kind in AVERAGED:
        average = mean(tally)
        scale = question.scale
        yield Measure(Figure.AVERAGE, average.value, average.interval, scale[0], scale[-1])


def _option_bars(question: Question, answers: Answers, language: Language) -> Iterator[Bar]:
    """Most chosen first. Options of an older version of the survey are shown by their ids."""
    known = {option.id: option.text[language] for option in question.options}
    counts = dict.fromkeys(known, 0) | dict(answers.choices)
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        yield Bar(known.get(name, name), count, count / max(answers.n, 1))
