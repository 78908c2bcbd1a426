"""Danger to people comes before danger to money."""

import pytest

from actions.matters.danger import Danger, danger_in, endangers_people


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
