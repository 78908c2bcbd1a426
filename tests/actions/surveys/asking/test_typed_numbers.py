"""A typed number is an answer, in any form; between two steps it is a number that no scale has."""

import pytest

from actions.surveys.asking.typed_numbers import Figure, is_score, read_figure


def test_numbers_are_told_from_words() -> None:
    assert [is_score(text) for text in ("5", "五星", "7/10", "⭐⭐", "满意", "no")] == [True] * 4 + [
        False
    ] * 2


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("四星", Figure(4, in_stars=True)),
        ("🌟🌟", Figure(2, in_stars=True)),
        ("打个8分", Figure(8)),
        ("ten out of ten", Figure(10, top=10)),
        ("3.0", Figure(3)),
        ("4.5分", Figure(None)),
        ("三分半", Figure(None)),
        ("between 6 and 7", Figure(None)),
        ("满分", Figure(None, is_full=True)),
        ("三个人", None),
        ("5 o'clock", None),
    ],
)
def test_figure_is_read_whole(text: str, figure: Figure | None) -> None:
    assert read_figure(text) == figure


def test_figure_is_a_step_only_of_its_scale() -> None:
    five, ten = range(1, 6), range(11)
    steps = [
        Figure(4, in_stars=True).step(five, reads_stars=True),
        Figure(4, in_stars=True).step(ten, reads_stars=False),
        Figure(4, top=5).step(five, reads_stars=True),
        Figure(4, top=5).step(ten, reads_stars=False),
        Figure(None, is_full=True).step(ten, reads_stars=False),
        Figure(0).step(five, reads_stars=True),
        Figure(None).step(five, reads_stars=True),
    ]
    assert steps == [4, None, 4, None, 10, None, None]
