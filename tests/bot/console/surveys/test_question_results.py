"""What answers come to, question by question."""

from collections.abc import Mapping

import pytest

from actions.settings.house import House
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Option, Question
from bot.console.surveys.question_results import (
    AVERAGE,
    DIFFERENCE,
    ITEM,
    Bar,
    QuestionResult,
    Reported,
    question_results,
)
from nlu.contract.labels import Language
from store.models.question_kinds import KINDS, Kind
from store.reports.question_figures import Answers
from store.reports.statistics.figures import Figure, Formula, figure
from store.reports.statistics.formulas import mean, net_promoters, share_at_least
from store.reports.statistics.intervals import Interval
from store.reports.sums.measures import FORMULAS, OF_TALLY, Measure, on_scale


def both(text: str) -> Mapping[Language, str]:
    return dict.fromkeys(Language, text)


def result_of(question: Question, answers: Answers | None) -> QuestionResult:
    survey = Survey("sample", both("Sample"), (question,))
    given = {question.id: answers} if answers else {}
    return question_results(survey, given, reported(question, answers), Language.EN)[0]


def reported(question: Question, answers: Answers | None) -> Reported:
    """What a report says of the answers, each from a customer of their own."""
    if answers is None:
        return {}
    measures = [Measure(each.measure) for each in KINDS[question.kind].figures]
    tally = on_scale(question.kind, answers.numbers)
    return {(question.id, each): figure(FORMULAS[each], OF_TALLY[each](tally)) for each in measures}


def test_item_has_its_mean_and_the_difference_from_its_counterpart() -> None:
    question = Question("result", Kind.ITEM, both("Good"), construct=both("Result"), against="process")
    answers = Answers(12, {5: 6, 4: 6}, {}, 0)
    difference = Figure(Formula.ITEM_DIFFERENCE, 12, 0.5, 0.1, 0.9, 12)
    found = {**reported(question, answers), ("result", Measure.ITEM_DIFFERENCE): difference}
    (result,) = question_results(
        Survey("sample", both("Sample"), (question,)), {"result": answers}, found, Language.EN
    )
    assert result.construct == "Result"
    assert [(each.name, each.value, each.lowest, each.highest) for each in result.figures] == [
        (AVERAGE, 4.5, 1, 5),
        (DIFFERENCE, 0.5, -4, 4),
    ]


def test_rating_gives_csat_average_and_distribution() -> None:
    numbers = {5: 6, 4: 3, 2: 1}
    result = result_of(Question("satisfaction", Kind.RATING, both("Satisfied?")), Answers(10, numbers, {}, 0))
    tally = {1: 0, 2: 1, 3: 0, 4: 3, 5: 6}
    share, average = share_at_least(tally, 4), mean(tally)
    assert [(each.name, each.value, each.interval) for each in result.figures] == [
        ("csat", 0.9, share.interval),
        (AVERAGE, 4.4, average.interval),
    ]
    assert result.bars == (
        Bar("5", 6, 0.6),
        Bar("4", 3, 0.3),
        Bar("3", 0, 0.0),
        Bar("2", 1, 0.1),
        Bar("1", 0, 0.0),
    )
    assert (result.n, result.is_small) == (10, False)


@pytest.mark.parametrize(
    ("kind", "numbers", "figures"),
    [
        (Kind.CES, {7: 1, 4: 1}, [(AVERAGE, 5.5), ("ces_share", 0.5)]),
        (Kind.YES_NO, {1: 3, 0: 1}, [("yes", 0.75)]),
        (Kind.NPS, {10: 2, 0: 1, 8: 1}, [("nps", net_promoters({10: 2, 0: 1, 8: 1}).value)]),
    ],
)
def test_other_scales_have_their_own_formulas(
    kind: Kind, numbers: dict[int, int], figures: list[tuple[str, float]]
) -> None:
    result = result_of(Question("q", kind, both("?")), Answers(4, numbers, {}, 0))
    assert [(each.name, each.value) for each in result.figures] == figures
    assert result.is_small is True


def test_place_on_the_scale_goes_from_zero_to_one() -> None:
    result = result_of(Question("q", Kind.RATING, both("?")), Answers(2, {1: 1, 5: 1}, {}, 0))
    average = result.figures[1]
    assert [average.place(number) for number in (1, 3, 5)] == [0, 0.5, 1]


def test_options_are_most_chosen_first_and_old_ones_by_their_ids() -> None:
    options = (Option("price", both("Price")), Option("staff", both("Staff")))
    question = Question("reasons", Kind.MULTIPLE, both("Why?"), options=options)
    result = result_of(question, Answers(4, {}, {"staff": 3, "parking": 1}, 0))
    assert result.bars == (Bar("Staff", 3, 0.75), Bar("parking", 1, 0.25), Bar("Price", 0, 0.0))
    assert result.figures == ()


def test_days_stand_in_their_order() -> None:
    days = {"2026-11-28": 1, "2026-11-03": 3}
    result = result_of(Question("day", Kind.DATE, both("Which day?")), Answers(4, {}, days, 0))
    assert result.bars == (Bar("2026-11-03", 3, 0.75), Bar("2026-11-28", 1, 0.25))
    assert (result.n, result.figures) == (4, ())


def test_question_without_answers_has_no_numbers() -> None:
    result = result_of(Question("q", Kind.RATING, both("?")), None)
    assert (result.n, result.figures, result.is_small) == (0, (), False)
    assert [bar.count for bar in result.bars] == [0, 0, 0, 0, 0]


def test_shipped_survey_is_counted_without_its_comment(house: House) -> None:
    survey = house.surveys["post_service"]
    results = question_results(survey, {}, {}, Language.ZH)
    assert [result.kind for result in results] == [Kind.RATING, Kind.MULTIPLE]


def test_item_of_a_dimension_is_a_mean_and_no_csat() -> None:
    question = Question("kept", Kind.RATING, both("Promises were kept."), dimension="reliability")
    result = result_of(question, Answers(4, {5: 2, 3: 2}, {}, 0))
    assert [(each.name, each.value) for each in result.figures] == [(ITEM, 4.0)]


def test_figures_are_those_of_the_report() -> None:
    question = Question("satisfaction", Kind.RATING, both("Satisfied?"))
    survey = Survey("sample", both("Sample"), (question,))
    clustered = Figure(Formula.CSAT, 36, 0.6, 0.3, 0.8, customers=12)
    found = question_results(
        survey,
        {"satisfaction": Answers(36, {5: 36}, {}, 0)},
        {("satisfaction", Measure.CSAT): clustered},
        Language.EN,
    )
    csat, average = found[0].figures
    assert (csat.value, csat.interval, average.interval) == (0.6, Interval(0.3, 0.8), None)
