from datetime import date

import numpy as np
import pytest

from actions.answers.finding.question_rows import QuestionRows
from tests.actions.answers.finding.made_up import entry

TODAY = date(2026, 5, 4)
ROWS = QuestionRows([entry("pay", "How to pay?", "Cards?"), entry("park", "Parking?", outlet="north")])


def test_same_question_is_found_in_another_spelling() -> None:
    assert [row.text for row in ROWS.same("how to PAY")] == ["How to pay?"]


def test_entry_has_the_score_of_its_best_question() -> None:
    assert ROWS.best_of_entries(np.array([0.2, 0.7, 0.5], np.float32)).round(3).tolist() == [
        pytest.approx(0.7),
        pytest.approx(0.5),
    ]


def test_best_row_is_looked_for_among_those_of_the_entry() -> None:
    scores = np.array([0.2, 0.7, 0.5], np.float32)
    assert [ROWS.best_row(scores, place) for place in (0, 1)] == [1, 2]


@pytest.mark.parametrize(
    ("outlet", "held"), [(None, [True, False]), ("north", [True, True]), ("south", [True, False])]
)
def test_entry_of_an_outlet_holds_only_there(outlet: str | None, held: list[bool]) -> None:
    assert ROWS.in_force(TODAY, outlet).tolist() == held


def test_entry_holds_within_its_dates() -> None:
    rows = QuestionRows(
        [entry("a", "a", ends=date(2026, 5, 3)), entry("b", "b", starts=TODAY), entry("c", "c", ends=TODAY)]
    )
    assert rows.in_force(TODAY, None).tolist() == [False, True, True]
