from itertools import islice

import pytest

from bot.sandbox.server.payloads import ids_from, whole_number


def test_ids_start_from_the_milliseconds_of_the_clock() -> None:
    assert list(islice(ids_from(1_795_000_000.25), 3)) == [1795000000250, 1795000000251, 1795000000252]


def test_ids_of_a_later_start_do_not_repeat_earlier_ones() -> None:
    earlier = set(islice(ids_from(1_795_000_000), 5_000))
    assert next(ids_from(1_795_000_005)) not in earlier


@pytest.mark.parametrize(
    ("value", "number"),
    [(5, 5), ("5", 5), ("-1001", -1001), ("", None), ("x", None), (None, None), (True, None), (1.5, None)],
)
def test_whole_number_reads_numbers_and_digits_only(value: object, number: int | None) -> None:
    assert whole_number(value) == number
