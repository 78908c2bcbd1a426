"""Groups are compared with their sample sizes in view."""

from functools import partial

import pytest

from store.reports.comparison import Compared, Comparison, compare
from store.reports.statistics.figures import Formula
from store.reports.statistics.formulas import Tally, mean, net_promoters, share_at_least
from store.reports.sums.measures import Measure, Subject

CSAT = Subject(Measure.CSAT, question="satisfaction")


def csat(tallies: dict[str, Tally]) -> Comparison:
    (found,) = compare([Compared(CSAT, partial(share_at_least, least=4), tallies)])
    return found


def scores(good: int, bad: int) -> Tally:
    return {1: bad, 2: 0, 3: 0, 4: 0, 5: good}


def test_groups_with_too_few_answers_are_not_ranked() -> None:
    found = csat({"north": scores(8, 2), "south": scores(9, 0), "east": scores(5, 20), "west": scores(40, 9)})
    assert [(each.group, each.rank) for each in found.standings] == [
        ("west", 1),
        ("north", 2),
        ("east", 3),
        ("south", None),
    ]
    small = found.standings[-1]
    assert (small.own.n, small.shrunken, small.difference, small.p) == (9, None, None, None)


def test_rank_follows_the_fair_estimate_and_not_a_lucky_few() -> None:
    found = csat(
        {"lucky": scores(10, 0), "proven": scores(480, 20), "third": scores(60, 40), "fourth": scores(50, 50)}
    )
    assert [each.group for each in found.standings] == ["proven", "lucky", "third", "fourth"]


def test_group_that_differs_from_the_others_is_said_to() -> None:
    found = csat({"a": scores(80, 20), "b": scores(82, 18), "c": scores(78, 22), "d": scores(30, 70)})
    last = found.standings[-1]
    assert (last.group, last.differs) == ("d", True)
    assert last.difference is not None
    assert last.difference.value == pytest.approx(0.3 - 0.8)


def test_chance_is_corrected_by_the_number_of_groups() -> None:
    groups = {str(number): scores(50, 50) for number in range(19)} | {"odd": scores(61, 39)}
    (odd,) = (each for each in csat(groups).standings if each.group == "odd")
    assert odd.p == pytest.approx(20 * 0.0459, abs=0.001)
    assert not odd.differs


def test_two_groups_stand_by_their_own_results() -> None:
    found = csat({"north": scores(8, 2), "south": scores(5, 10)})
    assert [(each.group, each.rank, each.shrunken) for each in found.standings] == [
        ("north", 1, None),
        ("south", 2, None),
    ]


def test_means_are_shrunken_by_the_common_spread() -> None:
    tallies = {
        name: {1: 5, 2: 5, 3: 5, 4: high, 5: 5, 6: 5, 7: high}
        for name, high in (("a", 5), ("b", 9), ("c", 30))
    }
    (found,) = compare([Compared(Subject(Measure.CES_MEAN, question="effort"), mean, tallies)])
    assert [each.group for each in found.standings] == ["c", "b", "a"]
    assert {each.shrunken.formula for each in found.standings if each.shrunken} == {Formula.SHRUNKEN}


def test_unanimous_means_are_left_as_they_are() -> None:
    tallies = {name: {1: 0, number: 12, 7: 0} for name, number in (("a", 3), ("b", 4), ("c", 5))}
    (found,) = compare([Compared(Subject(Measure.CES_MEAN, question="effort"), mean, tallies)])
    assert [(each.group, each.own.value) for each in found.standings] == [("c", 5.0), ("b", 4.0), ("a", 3.0)]


def test_a_few_who_agree_do_not_differ_from_the_others_for_certain() -> None:
    groups = {"a": {10: 10}, "b": {10: 70, 8: 20, 3: 10}, "c": {10: 68, 8: 20, 3: 12}}
    (found,) = compare([Compared(Subject(Measure.NPS, question="recommend"), net_promoters, groups)])
    (best,) = (each for each in found.standings if each.group == "a")
    assert best.difference is not None
    assert best.difference.low is not None
    assert (best.rank, best.difference.low < 0, best.differs) == (1, True, False)


def test_answers_of_no_told_group_are_shown_last_and_take_part_in_nothing() -> None:
    told = {"a": scores(80, 20), "b": scores(60, 40), "c": scores(5, 0)}
    found = csat({**told, "–": scores(5, 95)})
    assert found.standings[:-1] == csat(told).standings
    last = found.standings[-1]
    assert (last.group, last.is_told, last.own.n, last.rank) == ("–", False, 100, None)
    assert (last.shrunken, last.difference, last.p) == (None, None, None)


def test_groups_without_answers_are_left_out() -> None:
    assert csat({"north": scores(0, 0)}).standings == ()


def test_standing_without_a_p_value_does_not_differ() -> None:
    found = csat({"only": scores(20, 5)})
    assert [(each.rank, each.difference, each.differs) for each in found.standings] == [(1, None, False)]
