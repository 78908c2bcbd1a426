"""Plain statements of danger are urgent; figures of speech and questions are not."""

import pytest

from actions.matters.plain_danger import is_plainly_urgent


@pytest.mark.parametrize(
    "text",
    [
        "仓库起火了快来人",
        "厨房一直在冒烟",
        "楼道里有煤气味",
        "老人在你们大厅昏倒了",
        "孩子在游乐区走丢了",
        "我们被困在3号电梯里",
        "信用卡刚被盗刷两千",
        "全家都在吐，可能是你们的海鲜",
        "She is bleeding and cannot stand up",
        "The kitchen is on fire",
        "there is a gas leak in the flat",
        "I have lost my son in your mall",
        "my card was stolen at your till",
    ],
)
def test_danger_is_urgent(text: str) -> None:
    assert is_plainly_urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "你们家生意真火爆",
        "烟熏三文鱼有货吗",
        "我要吐槽一下",
        "如果电梯困在半路怎么办",
        "灭火器着火时怎么用",
        "is there a fire sale today?",
        "where is the nearest gas station",
        "the card reader is slow",
        "child seats are missing from the list",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert not is_plainly_urgent(text)
