"""Danger to people comes before danger to money."""

import pytest

from actions.matters.danger import Danger, danger_in


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
