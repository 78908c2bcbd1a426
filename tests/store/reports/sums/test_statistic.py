"""What is counted of an invitation."""

import json

import pytest

from store.reports.sums.statistic import Course, Statistic, note, read_sheet


def counted(sheet: str | None, status: str = "completed", *, delivered: bool = True) -> Statistic:
    statistic = Statistic()
    course = Course(status, sent=True, delivered=delivered, sheet=sheet)
    note(statistic, course, read_sheet(sheet), None, ("may_we",))
    return statistic


def test_answers_are_counted_by_question_and_value() -> None:
    assert counted('satisfaction=2;reasons=["price", "staff"];comment=').counts == {
        "status:completed": 1,
        "sent": 1,
        "delivered": 1,
        "answered": 1,
        "number:satisfaction:2": 1,
        "chose:reasons": 1,
        "option:reasons:price": 1,
        "option:reasons:staff": 1,
        "words:comment": 1,
    }


def test_answer_proves_the_delivery() -> None:
    assert counted("satisfaction=2", delivered=False).counts["delivered"] == 1


@pytest.mark.parametrize("sheet", [None, "may_we=0"])
def test_nothing_and_mere_consent_are_no_answer(sheet: str | None) -> None:
    assert "answered" not in counted(sheet).counts


def test_no_option_chosen_is_an_answer_that_counts_nowhere() -> None:
    assert set(counted("reasons=[]").counts) == {"status:completed", "sent", "delivered", "answered"}


def test_sheet_is_read_by_question() -> None:
    assert read_sheet("a=10;b=[];c=") == {"a": 10, "b": [], "c": None}


def test_two_are_added_and_kept_as_json() -> None:
    both = counted("satisfaction=2")
    both.add(counted("satisfaction=2", "expired"))
    both.add_scale([1, 2])
    both.add_scale([3, 4])
    kept = Statistic.from_json(json.loads(json.dumps(both.to_json())))
    assert (kept, kept.scale) == (both, [4, 6])
    assert list(kept.named("status")) == [("completed", "", 1), ("expired", "", 1)]
    assert list(kept.named("number")) == [("satisfaction", "2", 2)]
