"""Lists keep their values, and have few lengths."""

import pytest

from store.queues.lanes import padded


@pytest.mark.parametrize(
    ("values", "as_searched"),
    [([], []), ([7], [7]), ([7, 8], [7, 8]), ([7, 8, 9], [7, 8, 9, 9]), ((1, 2, 3, 4), [1, 2, 3, 4])],
)
def test_last_value_is_repeated_up_to_a_power_of_two(values: list[int], as_searched: list[int]) -> None:
    assert padded(values) == as_searched


def test_hundred_lengths_become_eight() -> None:
    assert {len(padded(range(1, length + 1))) for length in range(1, 101)} == {1, 2, 4, 8, 16, 32, 64, 128}
