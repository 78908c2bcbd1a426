"""Items, dimensions and weights must fit together."""

import pytest

from actions.settings.surveys.questions import Kind, Question
from actions.settings.surveys.validation import Mistake, misplaced
from tests.actions.surveys.samples import EXPECTED, TEXT, pair, question

DIMENSIONS = {"reliability": TEXT, "empathy": TEXT}
ITEMS = (pair("on_time"), question(name="kind", dimension="empathy"))


def mistakes(*questions: Question, weights: dict[str, int] | None = None) -> list[Mistake]:
    return list(misplaced(questions, DIMENSIONS, weights or {}))


def test_items_of_every_dimension_fit() -> None:
    assert mistakes(*ITEMS, weights={"reliability": 60, "empathy": 40}) == []


def test_dimension_without_an_item_is_a_mistake() -> None:
    expected = (("dimensions", "empathy"), "expected at least one question of this dimension")
    assert mistakes(ITEMS[0]) == [expected]


@pytest.mark.parametrize(
    ("item", "field", "expected"),
    [
        (
            question(Kind.SERVQUAL, dimension="empathy"),
            "kind",
            "expected the text of the expectation beside it, as expected",
        ),
        (question(Kind.SERVQUAL, expected=EXPECTED), "kind", "expected a dimension beside it"),
        (
            question(Kind.NPS, expected=EXPECTED),
            "expected",
            "expected nothing of this name for a question of kind nps",
        ),
        (
            question(Kind.NPS, dimension="empathy"),
            "dimension",
            "expected nothing of this name for a question of kind nps",
        ),
        (
            question(dimension="speed"),
            "dimension",
            "expected one of the dimensions: reliability, empathy",
        ),
    ],
)
def test_wrong_item_is_named(item: Question, field: str, expected: str) -> None:
    assert mistakes(*ITEMS, item) == [(("questions", 2, field), expected)]


@pytest.mark.parametrize(
    ("weights", "place", "expected"),
    [
        ({"reliability": 100}, ("weights",), "expected points for empathy too"),
        ({"reliability": 60, "empathy": 30}, ("weights",), "expected 100 points in all, not 90"),
        ({"reliability": 101, "empathy": -1}, ("weights", "empathy"), "expected 0 points or more"),
        (
            {"reliability": 60, "empathy": 30, "speed": 10},
            ("weights", "speed"),
            "expected one of the dimensions: reliability, empathy",
        ),
    ],
)
def test_wrong_weights_are_named(weights: dict[str, int], place: tuple[str, ...], expected: str) -> None:
    assert mistakes(*ITEMS, weights=weights) == [(place, expected)]
