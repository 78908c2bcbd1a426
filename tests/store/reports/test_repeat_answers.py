"""The first two answers of each customer about services."""

import numpy as np

from store.models.occasions import Occasion
from store.reports.repeat_answers import expected_without_remedy
from store.reports.statistics.regression import expectation
from store.reports.sums.gathering import Meanings, Source
from store.reports.sums.instruments import Instrument, Item
from store.reports.sums.sum_columns import FIXED, Columns

KNOWN = Meanings((Instrument("post_service", (Item("score", "rating"),), {}),), ())


def columns(rows: list[tuple[int, int, int]]) -> Columns:
    """Customer, moment and score of each."""
    customer, asked, scores = (np.array(each) for each in zip(*rows, strict=True))
    fixed = {name: np.full(len(rows), -1) for name in FIXED} | {"customer": customer, "asked": asked}
    return Columns([], fixed, {"score": scores})


def test_first_two_answers_of_a_customer_in_their_order_make_a_pair() -> None:
    rows = [(each, 20, 4 - each % 2) for each in range(40)] + [(each, 10, 2 + each % 2) for each in range(40)]
    rows += [(each, 30, 1) for each in range(40)] + [(99, 5, 1), (98, 5, -1)]
    found = expected_without_remedy({Source("post_service", Occasion.SERVICE): columns(rows)}, KNOWN)
    assert found == expectation({(2, 4): 20, (3, 3): 20}, {})


def test_follow_ups_are_no_repeats() -> None:
    rows = [(each // 2, each % 2, 3 + each % 2) for each in range(80)]
    assert expected_without_remedy({Source("post_service", Occasion.CASE): columns(rows)}, KNOWN) is None
