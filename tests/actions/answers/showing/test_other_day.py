"""Questions that go on from an answer about hours."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from actions.answers.entry import Entry, Wording
from actions.answers.showing.other_day import can_tell, goes_on, hours_in_words
from actions.turn.turn import Turn
from nlu.contract.labels import Language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那周日呢", True),
        ("周末呢？", True),
        ("那明天几点", True),
        ("And on Sunday?", True),
        ("what about tomorrow", True),
        ("周日开门吗", False),
        ("Android app crashes on Sunday", False),
        ("那" + "我上周买的那个东西" * 4, False),
    ],
)
def test_words_that_go_on_are_told_from_questions_for_themselves(text: str, *, expected: bool) -> None:
    assert goes_on(text) is expected


def test_entry_that_tells_hours_in_any_language_can_tell_those_of_another_day() -> None:
    hours = Entry(1, "hours", 1, (Wording(Language.ZH, "几点开门？", (), "{hours_week}"),))
    assert [
        can_tell(each) for each in (hours, Entry(2, "parking", 1, (Wording(Language.ZH, "?", (), "有"),)))
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, "周六的营业时间是 10:00–17:00。\n周日休息，11月30日（周一）09:00 开始营业。"),
        (
            Language.EN,
            (
                "On Saturday we are open 10:00–17:00.\n"
                "On Sunday we are closed. We open again on Monday, 30 November at 09:00."
            ),
        ),
    ],
)
def test_hours_of_other_days_are_told_in_a_line_each(turn: Turn, language: Language, said: str) -> None:
    at = replace(turn, now=datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert hours_in_words(at.speaking(language), (date(2026, 11, 28), date(2026, 11, 29))) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, "今天（周三）的营业时间是 09:00–18:00。\n明天（周四）正常营业，09:00–18:00。"),
        (
            Language.EN,
            "On Wednesday (today) we are open 09:00–18:00.\nThursday (tomorrow): open 09:00–18:00.",
        ),
    ],
)
def test_today_and_tomorrow_are_named_so(turn: Turn, language: Language, said: str) -> None:
    at = replace(turn, now=datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert hours_in_words(at.speaking(language), (date(2026, 11, 25), date(2026, 11, 26))) == said


def test_days_off_in_a_row_are_told_from_first_to_last(turn: Turn) -> None:
    off = frozenset(date(2026, 12, day) for day in (1, 2, 3))
    house = replace(turn.house, calendar=replace(turn.house.calendar, holidays=off))
    at = replace(turn, now=datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai")), house=house)
    assert hours_in_words(at.speaking(Language.EN), tuple(sorted(off))) == (
        "We are closed from Tuesday, 1 December to Thursday, 3 December. "
        "We open again on Friday, 4 December at 09:00."
    )


def test_days_off_in_a_row_are_one_line(turn: Turn) -> None:
    off = frozenset(date(2026, 12, day) for day in (1, 2, 3))
    house = replace(turn.house, calendar=replace(turn.house.calendar, holidays=off))
    at = replace(turn, now=datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai")), house=house)
    said = hours_in_words(at.speaking(Language.ZH), (*sorted(off), date(2026, 12, 4)))
    assert said.splitlines()[0] == ("12月1日（周二）至12月3日（周四）休息，12月4日（周五）09:00 开始营业。")
    assert len(said.splitlines()) == 2


def test_holiday_with_closed_weekend_in_it_is_one_line(turn: Turn) -> None:
    off = frozenset(date(2026, 12, day) for day in (4, 5, 7))  # a Friday, a Saturday and a Monday
    house = replace(turn.house, calendar=replace(turn.house.calendar, holidays=off))
    at = replace(turn, now=datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai")), house=house)
    said = hours_in_words(at.speaking(Language.ZH), tuple(sorted(off)))
    assert said == "12月4日（周五）至12月7日（周一）休息，12月8日（周二）09:00 开始营业。"
