"""The days that texts write."""

from datetime import date

import pytest

from actions.answers.showing.written_days import days_in

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("那周日呢", [29]),
        ("那禮拜天呢", [29]),
        ("周三呢", [25]),
        ("下周三呢", [32]),
        ("那周末呢", [28, 29]),
        ("那大后天呢", [28]),
        ("那后天和周五呢", [27]),
        ("and on Sunday?", [29]),
        ("what about Thursdays", [26]),
        ("and next Monday?", [30]),
        ("how about the weekend", [28, 29]),
        ("那12月1日呢", [31]),
        ("那1月1号呢", [62]),
        ("那2月30号呢", []),
        ("那价格呢", []),
    ],
)
def test_days_are_read(text: str, days: list[int]) -> None:
    assert days_in(text, TODAY) == tuple(
        date.fromordinal(date(2026, 10, 31).toordinal() + day) for day in days
    )


@pytest.mark.parametrize(
    "text",
    [
        "do you open at 8.30 on weekdays?",
        "are you open 9-5",
        "开门时间是9.30吗",
        "7/24营业吗",
        "open 24/7?",
        "上周日你们没开门",
        "were you open last sunday?",
        "open at 9/10",
        "is the market 24 hours",
    ],
)
def test_times_and_days_that_are_past_are_no_days_to_come(text: str) -> None:
    assert days_in(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周日10.30开门吗", [(11, 29)]),
        ("下下周一开吗", [(12, 7)]),
        ("下周一开吗", [(11, 30)]),
        ("周六日开门吗", [(11, 28), (11, 29)]),
        ("周六、日开门吗", [(11, 28), (11, 29)]),
        ("周六和日开门吗", [(11, 28), (11, 29)]),
        ("周六日常营业吗", [(11, 28)]),
        ("12月24日到26日开门吗", [(12, 24), (12, 25), (12, 26)]),
        ("11月24日到26日开门吗", [(11, 25), (11, 26)]),
        ("12月30日到1月2日", [(12, 30), (12, 31), (1, 1), (1, 2)]),
        ("12.24号开门吗", [(12, 24)]),
        ("12/24开门吗", [(12, 24)]),
        ("12月24日（周四）开门吗", [(12, 24)]),
        ("open Dec 24?", [(12, 24)]),
        ("open on the 24th of December", [(12, 24)]),
        ("open Thursday 24 December?", [(12, 24)]),
        ("from December 24 to 26", [(12, 24), (12, 25), (12, 26)]),
        ("24-26 Dec", [(12, 24), (12, 25), (12, 26)]),
        ("30 december to 2 january", [(12, 30), (12, 31), (1, 1), (1, 2)]),
    ],
)
def test_dates_and_weekdays_are_read_as_they_are_written(text: str, days: list[tuple[int, int]]) -> None:
    assert [(day.month, day.day) for day in days_in(text, TODAY)] == days


def test_long_time_is_told_for_a_week() -> None:
    assert days_in("12月1日到12月31日", TODAY) == tuple(date(2026, 12, day) for day in range(1, 8))
