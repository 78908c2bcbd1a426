"""Sentence features of messages."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_collect_puts_the_blocks_of_a_message_side_by_side(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:features_of", ["a", "b"])
    assert found == {"sparse": [[1, 0, 0, 1, 1], [0, 1, 0, 1, 1]], "dense": [[1, 1], [1, 1]]}


def test_collect_of_one_message_is_one_row(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:features_of", ["a"]) == {
        "sparse": [[1, 0, 0, 1, 1]],
        "dense": [[1, 1]],
    }


def test_features_of_stock_steps_count_beside_ours_and_can_be_combined_with_them(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:features_of_rasa_beside_ours", ["a", "b"]) == {
        "collected": [[1, 0, 0, 1, 0, 0]],
        "row": [[0, 1, 0]],
        "fingerprint of Rasa": True,
        "combined": [[0, 1, 0, 0, 1, 0]],
    }


@pytest.mark.parametrize(
    ("order", "rows", "shared"),
    [
        ([1, 2, 3], [[2, 3], [4, 5], [6, 7]], True),
        ([0, 2], [[0, 1], [4, 5]], False),
        ([1, 0], [[2, 3], [0, 1]], False),
    ],
)
def test_dense_features_of_neighbours_are_not_copied(
    rasa: Call, order: list[int], rows: list[list[float]], shared: bool
) -> None:
    assert rasa("tests.nlu.rasa_checks:dense_features_of", order) == [rows, shared]
