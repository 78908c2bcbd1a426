"""Questions know their scales and options."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.settings.survey_questions import DateRange
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import EXPECTED, OPTIONS, TEXT, TODAY, pair, question


@pytest.mark.parametrize(
    ("kind", "lowest", "highest"),
    [(Kind.RATING, 1, 5), (Kind.CES, 1, 7), (Kind.NPS, 0, 10), (Kind.YES_NO, 0, 1)],
)
def test_scale_has_its_ends(kind: Kind, lowest: int, highest: int) -> None:
    scale = question(kind).scale
    assert (scale[0], scale[-1]) == (lowest, highest)


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE, Kind.DATE, Kind.TEXT])
def test_other_kinds_have_no_scale(kind: Kind) -> None:
    assert list(question(kind).scale) == []


def test_option_is_found_by_id() -> None:
    asked = question(Kind.SINGLE)
    assert asked.option("price") == OPTIONS[1]
    assert asked.option("speed") is None


def test_pair_is_asked_in_two_halves() -> None:
    expectation, perception = pair("on_time").halves
    assert (expectation.id, expectation.text) == ("on_time_expected", EXPECTED)
    assert (perception.id, perception.text) == ("on_time_perceived", TEXT)
    assert {half.kind for half in (expectation, perception)} == {Kind.SERVQUAL}


def test_every_other_question_is_asked_once() -> None:
    assert question().halves == (question(),)


def test_days_are_counted_from_today() -> None:
    asked = replace(question(Kind.DATE), dates=DateRange("-30d", "today"))
    assert asked.days(TODAY) == (TODAY - timedelta(days=30), TODAY)


def test_days_without_a_range_are_those_of_a_year_before_and_after() -> None:
    assert question(Kind.DATE).days(TODAY) == (TODAY - timedelta(days=365), TODAY + timedelta(days=365))
