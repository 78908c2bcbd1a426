"""A typed number is an answer whatever was said in between."""

from actions.surveys.asking.typed_numbers import is_score


def test_numbers_are_told_from_words() -> None:
    assert [is_score(text) for text in ("5", "五星", "7/10", "⭐⭐", "满意", "no")] == [True] * 4 + [
        False
    ] * 2
