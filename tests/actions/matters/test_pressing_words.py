"""Words that come back to a matter are told from those that begin one."""

import pytest

from actions.matters.pressing_words import says_again, says_chasing, says_unsolved


@pytest.mark.parametrize(
    "text", ["水管没修好", "這個沒解決啊", "同样的问题", "It is not fixed", "you haven't resolved it"]
)
def test_not_solved(text: str) -> None:
    assert says_unsolved(text)


@pytest.mark.parametrize("text", ["门锁很好用", "请问怎么解决", "when is it fixed?", "solved, thank you"])
def test_solved_or_new(text: str) -> None:
    assert not says_unsolved(text)


@pytest.mark.parametrize(
    ("text", "again"), [("空调又不制冷了", True), ("it still drips", True), ("空调不制冷", False)]
)
def test_still_or_again(text: str, *, again: bool) -> None:
    assert says_again(text) is again


@pytest.mark.parametrize(
    "text", ["怎么还没人理我", "有進展嗎", "any update?", "no one has replied", "还要等多久"]
)
def test_chasing(text: str) -> None:
    assert says_chasing(text)


@pytest.mark.parametrize(
    "text", ["几点开门", "师傅打碎了花瓶", "do you have any rooms?", "进展" + "很慢" * 30]
)
def test_no_chasing(text: str) -> None:
    assert not says_chasing(text)
