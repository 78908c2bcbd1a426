"""Days are read in the forms that people write, and nothing else is taken for one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from actions.surveys.asking.typed_dates import Reading, read_days
from actions.surveys.asking.typed_text import plain
from nlu.contract.labels import Language

TODAY = date(2026, 11, 29)  # a Sunday
FIGURES = str.maketrans("0123456789", "〇一二三四五六七八九")


def read(text: str, language: Language = Language.ZH) -> tuple[Reading, ...] | None:
    return read_days(plain(text), TODAY, language)


def nearest(text: str, language: Language = Language.ZH) -> list[str]:
    """The nearest day of each way to read a text."""
    readings = read(text, language) or ()
    return [min(days, key=lambda day: abs(day - TODAY)).isoformat() for days in readings if days]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-29"),
        ("昨天", "2026-11-28"),
        ("前天", "2026-11-27"),
        ("大前天", "2026-11-26"),
        ("后天", "2026-12-01"),
        ("昨晚", "2026-11-28"),
        ("三天前", "2026-11-26"),
        ("10天之后", "2026-12-09"),
        ("上周五", "2026-11-20"),
        ("上个星期五", "2026-11-20"),
        ("上上周三", "2026-11-11"),
        ("這禮拜二", "2026-11-24"),
        ("下周一", "2026-11-30"),
        ("11月3日", "2026-11-03"),
        ("11月3号", "2026-11-03"),
        ("１１月３日", "2026-11-03"),
        ("11 月 3 日", "2026-11-03"),
        ("十一月三号", "2026-11-03"),
        ("二〇二六年十一月三日", "2026-11-03"),
        ("二零二五年十二月三十一号", "2025-12-31"),
        ("2026年11月3日", "2026-11-03"),
        ("26年11月3日", "2026-11-03"),
        ("去年11月3号", "2025-11-03"),
        ("2026-11-03", "2026-11-03"),
        ("2026/11/3", "2026-11-03"),
        ("2026.11.3", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("11-3", "2026-11-03"),
        ("25/11", "2026-11-25"),
        ("11月3日（周二）", "2026-11-03"),
        ("廿三号", "2026-11-23"),
        ("上个月3号", "2026-10-03"),
        ("我是昨天下午三点去的", "2026-11-28"),
        ("大概上周五左右吧。", "2026-11-20"),
        ("昨天（11月28日）", "2026-11-28"),
    ],
)
def test_chinese_day_is_read(text: str, day: str) -> None:
    assert nearest(text) == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-29"),
        ("Yesterday!", "2026-11-28"),
        ("the day before yesterday", "2026-11-27"),
        ("2 days ago", "2026-11-27"),
        ("in three days", "2026-12-02"),
        ("last Friday", "2026-11-27"),
        ("last Sunday", "2026-11-22"),
        ("Friday last week", "2026-11-20"),
        ("next Friday", "2026-12-04"),
        ("3 Nov", "2026-11-03"),
        ("Nov 3rd", "2026-11-03"),
        ("3rd of November", "2026-11-03"),
        ("November 3 2026", "2026-11-03"),
        ("Nov. 3, 2026", "2026-11-03"),
        ("3-Nov-2026", "2026-11-03"),
        ("Tue, 3 Nov", "2026-11-03"),
        ("03.11.2026", "2026-11-03"),
        ("2026-11-03", "2026-11-03"),
        ("on the 28th", "2026-11-28"),
        ("25/11", "2026-11-25"),
        ("It was yesterday afternoon", "2026-11-28"),
        ("I think last Friday at 3 pm", "2026-11-27"),
        ("Yesterday, 28 Nov", "2026-11-28"),
    ],
)
def test_english_day_is_read(text: str, day: str) -> None:
    assert nearest(text, Language.EN) == [day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("11/3", ["2026-11-03", "2027-03-11"]),
        ("3/11/2026", ["2026-03-11", "2026-11-03"]),
        ("Friday", ["2026-11-27", "2026-12-04"]),
        ("this Friday", ["2026-11-27", "2026-12-04"]),
    ],
)
def test_text_with_two_meanings_is_read_in_both_ways(text: str, days: list[str]) -> None:
    assert nearest(text, Language.EN) == days


def test_next_friday_of_a_monday_is_of_this_week_or_of_the_next() -> None:
    monday = date(2026, 11, 23)
    assert read_days("next friday", monday, Language.EN) == ((date(2026, 11, 27),), (date(2026, 12, 4),))


def test_month_is_first_in_chinese_unless_it_cannot_be() -> None:
    assert (nearest("11/3"), nearest("12-13"), nearest("13-12")) == (
        ["2026-11-03"],
        ["2026-12-13"],
        ["2026-12-13"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "上周",
        "前几天",
        "最近",
        "11月",
        "两周前",
        "3",
        "last week",
        "a few days ago",
        "two weeks ago",
        "Nov",
        "may",
    ],
)
def test_time_that_is_no_day_is_read_in_no_way(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text", ["2月30日", "13月1号", "32号", "三三号", "Feb 30", "2026-13-13", "0000-01-01"]
)
def test_date_that_does_not_exist_has_no_days(text: str) -> None:
    assert read(text) == ((),)


def test_parts_that_do_not_agree_are_no_day() -> None:
    assert read("昨天（11月20日）") == ()
    assert read("2026年11月3日 周三") == ((),)


def test_leap_day_is_of_leap_years_only() -> None:
    assert read("2月29日") == (
        (date(2016, 2, 29), *(date(2020 + each, 2, 29) for each in (0, 4, 8, 12, 16))),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        *(
            "太慢了",
            "不记得了",
            "等了两天",
            "没有",
            "周八",
            "昨天去的时候很好",
            "今天的菜不错",
            "五星",
            "满意",
        ),
        *("too slow", "no", "I don't remember", "monday was fine", "second time", "2 hours", "may I ask"),
        *("11月3日到5日", "1-2-3-4", "13800138000", "HF-000001"),
    ],
)
def test_anything_else_is_no_day(text: str) -> None:
    assert nearest(text) == []
    assert read(text) in (None, ((),))


def in_chinese(number: int) -> str:
    """A number of a month or day in numerals."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else "一二三"[tens - 1])
        + ("十" if tens else "")
        + ("一二三四五六七八九"[ones - 1] if ones else "")
    )


FORMS: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "points": lambda day: f"{day:%d.%m.%Y}",
    "compact": lambda day: f"{day:%Y%m%d}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "wide": lambda day: f"{day.year}年{day.month}月{day.day}号".translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "numerals": lambda day: (
        f"{str(day.year).translate(FIGURES)}年{in_chinese(day.month)}月{in_chinese(day.day)}日"
    ),
    "chinese weekday": lambda day: format_date(day, "y年M月d日（EEE）", locale="zh_Hans"),
    "british": lambda day: format_date(day, "EEE d MMM y", locale="en_GB"),
    "american": lambda day: format_date(day, "EEEE, MMMM d, y", locale="en_US"),
}


@pytest.mark.parametrize("form", FORMS)
@given(day=st.dates(date(1990, 1, 1), date(2060, 12, 31)), language=st.sampled_from(Language))
def test_every_form_with_a_year_is_read_as_the_day_that_was_written(
    form: str, day: date, language: Language
) -> None:
    assert read_days(plain(FORMS[form](day)), TODAY, language) == ((day,),)


YEARLESS: dict[str, Callable[[date], str]] = {
    "chinese": lambda day: f"{day.month}月{day.day}日",
    "numerals": lambda day: f"{in_chinese(day.month)}月{in_chinese(day.day)}号",
    "figures": lambda day: f"{day.month}-{day.day}",
    "british": lambda day: format_date(day, "d MMM", locale="en_GB"),
    "american": lambda day: format_date(day, "MMMM d", locale="en_US"),
}


@pytest.mark.parametrize("form", YEARLESS)
@given(today=st.dates(date(1990, 1, 1), date(2060, 12, 31)), back=st.integers(0, 180))
def test_date_without_a_year_is_of_any_year(form: str, today: date, back: int) -> None:
    day = today - timedelta(days=back)
    readings = read_days(plain(YEARLESS[form](day)), today, Language.ZH)
    assert readings is not None
    assert [min(days, key=lambda each: abs(each - today)) for days in readings] == [day]


@given(st.text(max_size=60), st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(Language))
def test_any_text_can_be_read(text: str, today: date, language: Language) -> None:
    assert isinstance(read_days(plain(text), today, language), tuple | None)
