"""What the answers to a survey come to, question by question."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from nlu.contract.labels import Language
from store.models.question_kinds import KINDS, Distribution, Kind, QuestionKind, Summary
from store.reports.question_figures import NOTHING, Answers
from store.reports.statistics.figures import Figure, are_enough
from store.reports.statistics.formulas import ENOUGH, Tally, mean
from store.reports.statistics.intervals import Interval
from store.reports.sums.measures import Measure, on_scale

AVERAGE, ITEM, DIFFERENCE = "average", "item", "item_difference"
# The formulas with separate names; means are shown as the average.
FIGURES = (
    *(
        figure.measure
        for kind in KINDS.values()
        for figure in kind.figures
        if figure.summary is not Summary.MEAN
    ),
    AVERAGE,
    ITEM,
    DIFFERENCE,
)
ENDS = {Summary.SHARE: (0.0, 1.0), Summary.BALANCE: (-1.0, 1.0)}


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """What a formula gives, on a scale from `lowest` to `highest`; too few answers have no interval."""

    name: str
    summary: Summary
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
    """A question with the number of its answers, what they come to, and how they are distributed.

    `construct` is what it measures, if it is an item. `customers` says how many gave its score, where that is
    known.
    """

    text: str
    kind: Kind
    n: int
    figures: tuple[ShownFigure, ...]
    bars: tuple[Bar, ...]
    construct: str | None = None
    customers: int | None = None

    @property
    def traits(self) -> QuestionKind:
        """What sets its kind apart."""
        return KINDS[self.kind]

    @property
    def is_small(self) -> bool:
        """Whether there are answers, but too few to compare or to act on."""
        return 0 < self.n < ENOUGH


# The figures of a report, by question and measure.
Reported = Mapping[tuple[str, Measure], Figure]


def question_results(
    survey: Survey, answers: Mapping[str, Answers], reported: Reported, language: Language
) -> tuple[QuestionResult, ...]:
    """The results in the order in which the questions are asked; free text is not for counting.

    Figures are those of the report, so that a question has the same figure on each page.
    """
    return tuple(
        _result(question, distribution, answers.get(question.id, NOTHING), reported, language)
        for question in survey.asked
        if (distribution := KINDS[question.kind].distribution) is not None
    )


def _result(
    question: Question,
    distribution: Distribution,
    answers: Answers,
    reported: Reported,
    language: Language,
) -> QuestionResult:
    tally = on_scale(question.kind, answers.numbers)
    n = sum(tally.values()) if tally else answers.n
    figures = tuple(_figures(question, tally, reported)) if tally and n else ()
    bars = tuple(BARS[distribution](question, answers, language))
    construct = question.construct[language] if question.construct else None
    whose = [each.customers for (name, _), each in reported.items() if name == question.id and each.customers]
    customers = max(whose, default=None)
    return QuestionResult(question.text[language], question.kind, n, figures, bars, construct, customers)


def _figures(question: Question, tally: Tally, reported: Reported) -> Iterator[ShownFigure]:
    """What the report says of a question. Of the items of a dimension, only the mean: they are no scores."""
    kind, ends = KINDS[question.kind], (question.scale[0], question.scale[-1])
    if question.dimension is not None:
        yield ShownFigure(ITEM, Summary.MEAN, mean(tally).value, None, *ends)
        return
    for each in kind.figures:
        found = reported.get((question.id, Measure(each.measure)))
        if found is not None and found.value is not None:
            is_mean = each.summary is Summary.MEAN
            shown = ends if is_mean else ENDS[each.summary]
            name = AVERAGE if is_mean else each.measure
            yield ShownFigure(name, each.summary, found.value, _interval(found), *shown)
    difference = reported.get((question.id, Measure.ITEM_DIFFERENCE))
    if difference is not None and difference.value is not None:
        width = ends[1] - ends[0]
        yield ShownFigure(DIFFERENCE, Summary.MEAN, difference.value, _interval(difference), -width, width)
    if kind.has_average and all(each.summary is not Summary.MEAN for each in kind.figures):
        average, alone = mean(tally), _are_alone(question, reported)
        around = average.interval if alone and are_enough(average.n) else None
        yield ShownFigure(AVERAGE, Summary.MEAN, average.value, around, *ends)


def _are_alone(question: Question, reported: Reported) -> bool:
    """Whether each answer is of another customer, so that an interval of the plain average holds."""
    found = [figure for (name, _), figure in reported.items() if name == question.id]
    return all(figure.customers in (None, figure.n) for figure in found)


def _interval(figure: Figure) -> Interval | None:
    return None if figure.low is None or figure.high is None else Interval(figure.low, figure.high)


def _step_bars(question: Question, answers: Answers, language: Language) -> Iterator[Bar]:
    """Every step of the scale, the highest first."""
    tally = on_scale(question.kind, answers.numbers)
    n = sum(tally.values())
    return (Bar(str(step), count, count / max(n, 1)) for step, count in sorted(tally.items(), reverse=True))


def _option_bars(question: Question, answers: Answers, language: Language) -> Iterator[Bar]:
    """Most chosen first. Options of an older version of the survey are shown by their ids."""
    known = {option.id: option.text[language] for option in question.options}
    counts = dict.fromkeys(known, 0) | dict(answers.choices)
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        yield Bar(known.get(name, name), count, count / max(answers.n, 1))


def _value_bars(question: Question, answers: Answers, language: Language) -> Iterator[Bar]:
    """Every answer that was given, in its order."""
    return (Bar(value, count, count / max(answers.n, 1)) for value, count in sorted(answers.choices.items()))


BARS: Mapping[Distribution, Callable[[Question, Answers, Language], Iterator[Bar]]] = {
    Distribution.STEPS: _step_bars,
    Distribution.OPTIONS: _option_bars,
    Distribution.VALUES: _value_bars,
}
