"""A promised time in the customer's words, on the clock of the business."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.turn.promise import promised_time
from actions.turn.turn import Turn
from nlu.contract.labels import Language

pytestmark = [pytest.mark.dates, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]


@pytest.mark.parametrize(
    ("hours", "english", "chinese"),
    [
        (4, "16:00 today", "今天 16:00"),
        (28, "16:00 tomorrow (Tuesday)", "明天（周二）16:00"),
        (13, "01:00 tomorrow (Tuesday)", "明天（周二）01:00"),
        (52, "16:00 on Wednesday, 25 November", "11月25日（周三）16:00"),
    ],
)
async def test_due_time_is_named_by_its_day(turn: Turn, hours: int, english: str, chinese: str) -> None:
    due = turn.now + timedelta(hours=hours)
    assert promised_time(replace(turn, language=Language.EN), due) == english
    assert promised_time(replace(turn, language=Language.ZH), due) == chinese
