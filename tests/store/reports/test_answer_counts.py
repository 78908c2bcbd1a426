"""Listed answers are counted one by one, all together and by group."""

from zoneinfo import ZoneInfo

from store.models.occasions import Occasion
from store.reports.answer_counts import AnswerCount, answer_counts
from store.reports.sums.gathering import Source
from store.reports.sums.grouping import By, Grouping
from store.reports.sums.instruments import Instrument
from store.reports.sums.statistic import Statistic

UTC = ZoneInfo("UTC")
VISIT = Source("visit", Occasion.SERVICE)
ASKED = [Instrument("visit", (), {}, listed=("day",)), Instrument("other", (), {})]
NORTH = Statistic({"chose:day": 3, "option:day:b": 1, "option:day:a": 2, "option:why:a": 5})
SOUTH = Statistic({"chose:day": 1, "option:day:b": 1})


def test_answers_stand_in_their_order_with_their_share() -> None:
    counts = answer_counts({"": {VISIT: NORTH}}, ASKED, Grouping(None, UTC))
    assert counts == (AnswerCount("day", None, "a", 2, 3), AnswerCount("day", None, "b", 1, 3))
    assert [each.share for each in counts] == [2 / 3, 1 / 3]


def test_groups_follow_what_they_come_to_together() -> None:
    gathered = {"south": {VISIT: SOUTH}, "north": {VISIT: NORTH}}
    counts = answer_counts(gathered, ASKED, Grouping(By.OUTLET, UTC))
    assert [(each.group, each.answer, each.count, each.n) for each in counts] == [
        (None, "a", 2, 4),
        (None, "b", 2, 4),
        ("north", "a", 2, 3),
        ("north", "b", 1, 3),
        ("south", "b", 1, 1),
    ]


def test_questions_that_are_not_listed_are_left_out() -> None:
    assert answer_counts({"": {Source("other", Occasion.SERVICE): NORTH}}, ASKED, Grouping(None, UTC)) == ()
