"""A typed number is an answer, in any form; between two steps it is a number that no scale has."""

import pytest

from actions.surveys.asking.typed_numbers import TypedNumber, figure_beside_words, is_score, read_figure


def test_numbers_are_told_from_words() -> None:
    assert [is_score(text) for text in ("5", "五星", "7/10", "⭐⭐", "满意", "no")] == [True] * 4 + [
        False
    ] * 2


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("四星", TypedNumber(4, in_stars=True)),
        ("🌟🌟", TypedNumber(2, in_stars=True)),
        ("打个8分", TypedNumber(8)),
        ("打分4", TypedNumber(4)),
        ("评分:五", TypedNumber(5)),
        ("我评分五分", TypedNumber(5)),
        ("只能三分吧", TypedNumber(3)),
        ("那我就给你们师傅打个 9 分 谢谢", TypedNumber(9)),
        ("ten out of ten", TypedNumber(10, top=10)),
        ("3.0", TypedNumber(3)),
        ("4.5分", TypedNumber(None)),
        ("三分半", TypedNumber(None)),
        ("between 6 and 7", TypedNumber(None)),
        ("满分", TypedNumber(None, is_full=True)),
        ("ok then 2", TypedNumber(2)),
        ("好吧3分", TypedNumber(3)),
        ("a solid 8", TypedNumber(8)),
        ("ok 1 then", TypedNumber(1)),
        ("id say 4 i suppose", TypedNumber(4)),
        ("gonna go with 9 lol", TypedNumber(9)),
        ("6ish", TypedNumber(6)),
        ("max 3", TypedNumber(3)),
        ("10 for sure", TypedNumber(10)),
        ("俾个4分啦", TypedNumber(4)),
        ("勉强3分左右", TypedNumber(3)),
        ("七八分吧", TypedNumber(None)),
        ("💯", TypedNumber(None, is_full=True)),
        ("肯定推荐,满分", TypedNumber(None, is_full=True)),
        ("三个人", None),
        ("5 o'clock", None),
        ("that's a solid one", None),
        ("room 4", None),
        ("4 people", None),
        ("i would like 2 tickets", None),
    ],
)
def test_figure_is_read_whole(text: str, figure: TypedNumber | None) -> None:
    assert read_figure(text) == figure


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("7/7, no trouble at all", "7/7"),
        ("等了很久,2分", "2分"),
        ("slow but friendly, 3 stars", "3 stars"),
        ("the food was cold, so 2", "so 2"),
        ("老师很好,满分", "满分"),
        ("买了3件,来了2件", None),
        ("i waited 2 hours, nobody came", None),
        ("一个人都没来,三天了", None),
    ],
)
def test_figure_beside_words_begins_or_ends_a_text(text: str, figure: str | None) -> None:
    assert figure_beside_words(text) == figure


def test_figure_is_a_step_only_of_its_scale() -> None:
    five, ten = range(1, 6), range(11)
    steps = [
        TypedNumber(4, in_stars=True).step(five, reads_stars=True),
        TypedNumber(4, in_stars=True).step(ten, reads_stars=False),
        TypedNumber(4, top=5).step(five, reads_stars=True),
        TypedNumber(4, top=5).step(ten, reads_stars=False),
        TypedNumber(None, is_full=True).step(ten, reads_stars=False),
        TypedNumber(0).step(five, reads_stars=True),
        TypedNumber(None).step(five, reads_stars=True),
    ]
    assert steps == [4, None, 4, None, 10, None, None]
