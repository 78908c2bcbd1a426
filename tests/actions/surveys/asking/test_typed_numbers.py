"""A typed number is an answer, in any form; between two steps it is a number that no scale has."""

import pytest

from actions.surveys.asking.typed_numbers import TypedNumber, is_score, read_figure


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
        ("三个人", None),
        ("5 o'clock", None),
    ],
)
def test_figure_is_read_whole(text: str, figure: TypedNumber | None) -> None:
    assert read_figure(text) == figure


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
