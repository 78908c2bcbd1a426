"""Work on all cores."""

import math

from nlu.components.process_pool import spread


def test_spread_gives_what_each_part_makes_in_order() -> None:
    assert spread(math.factorial, [5, 3, 4]) == [120, 6, 24]


def test_spread_of_one_part_or_none_needs_no_process() -> None:
    assert (spread(lambda part: part + 1, [1]), spread(math.factorial, [])) == ([2], [])
