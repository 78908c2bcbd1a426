"""Danger to people comes before danger to money."""

from dataclasses import replace

import pytest

from actions.matters.danger import Danger, cannot_wait, danger_in, endangers_people, names_harm
from nlu.contract.labels import Intent
from tests.actions.conftest import unsure


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("地下车库起火了", Danger.PEOPLE),
        ("孩子的手夹在电梯门里，卡被丢了也不管", Danger.PEOPLE),
        ("She fell and her card was stolen", Danger.PEOPLE),
        ("我的信用卡刚被盗刷", Danger.MONEY),
        ("Someone is charging my account right now", Danger.MONEY),
        ("我要找律师起诉你们", Danger.MONEY),
        ("快来人", Danger.PEOPLE),
    ],
)
def test_danger(text: str, danger: Danger) -> None:
    assert danger_in(text) is danger


@pytest.mark.parametrize(
    ("text", "endangers"),
    [
        ("钱到账了，不用处理了", False),
        ("别管投诉了，阳台起火", True),
        ("the card turned up", False),
        ("my kid fell", True),
    ],
)
def test_danger_to_people_is_named(text: str, *, endangers: bool) -> None:
    assert endangers_people(text) is endangers


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("厨房起火了", True),
        ("有人晕倒了", True),
        ("他在吐血", True),
        ("smoke is coming out of the socket", True),
        ("今晚火锅还有位子吗", False),
        ("吐槽一下你们的吐司", False),
        ("孩子的游泳课能改到周六吗", False),
        ("包裹不见了", False),
        ("is there a class for my kid", False),
    ],
)
def test_harm_is_named_apart_from_those_who_come_to_it(text: str, *, harm: bool) -> None:
    assert names_harm(text) is harm


@pytest.mark.parametrize(
    ("text", "is_read", "waits_not"),
    [
        ("快来人", True, True),
        ("15900001234", True, False),
        ("12号柜起火", True, True),
        ("起火了", False, True),
        ("快来人", False, False),
    ],
)
def test_urgent_words_cannot_wait_and_without_a_model_those_of_harm(
    text: str, *, is_read: bool, waits_not: bool
) -> None:
    reading = replace(unsure(Intent.COMPLAINT), urgent=True) if is_read else None
    assert cannot_wait(text, reading) is waits_not
