"""The data of buttons is compact, and what we did not write is recognised."""

import pytest

from actions.settings.survey_questions import Kind
from actions.surveys.asking.branching import SKIPPED, Given
from actions.surveys.asking.button_data import Done, Move, Press, Tick, interpret, read, write
from actions.turn.incoming import Forged
from tests.actions.surveys.samples import question

LONGEST = Press(2**63 - 1, "q" * 20, f"+{'o' * 20}")


def test_data_comes_back_as_it_was_written() -> None:
    press = Press(17, "satisfaction", "5")
    assert write(press) == "s:17:satisfaction:5"
    assert read(write(press)) == press


def test_longest_data_fits_into_a_button() -> None:
    assert len(write(LONGEST).encode()) == 64
    assert read(write(LONGEST)) == LONGEST


@pytest.mark.parametrize(
    "data",
    ["s:", "s::a:1", "s:x:a:1", "s:-1:a:1", "s:1.5:a:1", "s:²:a:1", "s:１:a:1", f"s:{2**63}:a:1", "s: 1:a:1"],
)
def test_data_without_an_invitation_is_forged(data: str) -> None:
    with pytest.raises(Forged):
        read(data)


@pytest.mark.parametrize(
    ("kind", "value", "move"),
    [
        (Kind.RATING, "1", Given(number=1)),
        (Kind.RATING, "5", Given(number=5)),
        (Kind.NPS, "0", Given(number=0)),
        (Kind.NPS, "10", Given(number=10)),
        (Kind.CES, "7", Given(number=7)),
        (Kind.YES_NO, "0", Given(number=0)),
        (Kind.SINGLE, "price", Given(choices=("price",))),
        (Kind.MULTIPLE, "+price", Tick("price", chosen=True)),
        (Kind.MULTIPLE, "-price", Tick("price", chosen=False)),
        (Kind.MULTIPLE, "!done", Done()),
    ],
)
def test_value_is_read_by_the_kind_of_question(kind: Kind, value: str, move: Move) -> None:
    assert interpret(question(kind), value) == move


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.RATING, "0"),
        (Kind.RATING, "6"),
        (Kind.RATING, "05"),
        (Kind.RATING, "+5"),
        (Kind.RATING, ""),
        (Kind.RATING, "!done"),
        (Kind.RATING, "!skip"),
        (Kind.NPS, "11"),
        (Kind.SINGLE, "speed"),
        (Kind.SINGLE, "1"),
        (Kind.MULTIPLE, "price"),
        (Kind.MULTIPLE, "+speed"),
        (Kind.MULTIPLE, "!skip"),
        (Kind.TEXT, "anything"),
    ],
)
def test_value_without_a_button_is_forged(kind: Kind, value: str) -> None:
    with pytest.raises(Forged):
        interpret(question(kind), value)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.RATING, Kind.MULTIPLE])
def test_optional_question_can_be_skipped(kind: Kind) -> None:
    assert interpret(question(kind, optional=True), "!skip") == SKIPPED
