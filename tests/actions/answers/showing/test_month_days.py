"""Days that are named by their number alone."""

from datetime import date

import pytest

from actions.answers.showing.month_days import month_days, with_digits
from actions.answers.showing.written_days import days_in

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("25号开吗", [(11, 25)]),
        ("24号营业不", [(12, 24)]),
        ("三十一号开门吗", [(12, 31)]),
        ("廿八號開唔開", [(11, 28)]),
        ("十号几点关门", [(12, 10)]),
        ("8日上班吗", [(12, 8)]),
        ("下个月1号开门吗", [(12, 1)]),
        ("下月30号营业吗", [(12, 30)]),
        ("本月20号开门吗", []),
        ("这个月的28号休息吗", [(11, 28)]),
        ("28到30号休息吗", [(11, 28), (11, 29), (11, 30)]),
        ("30号到2号放假吗", [(11, 30), (12, 1), (12, 2)]),
        ("24号至26号开吗", [(11, 25), (11, 26)]),
        ("二十七和二十九号上班吗", [(11, 27), (11, 29)]),
        ("26、28、30号营业吗", [(11, 26), (11, 28), (11, 30)]),
        ("周六28号开吗", [(11, 28)]),
        ("28号（周六）开吗", [(11, 28)]),
        ("十二月二十四号开吗", [(12, 24)]),
        ("12月24号和26号开吗", [(12, 24), (12, 26)]),
        ("are you open on the 27th?", [(11, 27)]),
        ("closed on Friday the 27th?", [(11, 27)]),
        ("the 3rd?", [(12, 3)]),
        ("what about the 1st of next month", [(12, 1)]),
        ("hours from the 28th to the 30th", [(11, 28), (11, 29), (11, 30)]),
        ("do you work on the 29th and 30th", [(11, 29), (11, 30)]),
        ("open the day after tomorrow?", [(11, 27)]),
        ("u open tmr?", [(11, 26)]),
        ("後日開唔開門", [(11, 27)]),
    ],
)
def test_days_are_the_next_with_their_number(text: str, days: list[tuple[int, int]]) -> None:
    assert [(day.month, day.day) for day in days_in(text, TODAY)] == days


@pytest.mark.parametrize(
    "text",
    [
        "3号店几点开门",
        "2号门开吗",
        "7日内能退吗",
        "第25号柜开着吗",
        "45号开吗",
        "0号开吗",
        "is the 2nd floor open",
        "it is the 3rd time i ask",
        "order 12345号",
        "示例路2号几点开门",
        "人民路 25号几点关门",
        "建设街8号休息吗",
        "长乐巷十二号开门吗",
    ],
)
def test_numbers_of_other_things_are_no_days(text: str) -> None:
    assert month_days(with_digits(text), TODAY, TODAY)[0] == ()


def test_long_text_is_read_for_few_days() -> None:
    assert len(month_days("1号 " * 2000, TODAY, TODAY)[0]) == 4
