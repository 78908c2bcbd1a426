"""Texts that no database or message takes are refused."""

import pytest

from actions.settings.storable_text import LONGEST_TEXT, flaw_of, is_storable, on_one_line, plain_words


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("您好 👋", None),
        ("长" * LONGEST_TEXT, None),
        ("长" * (LONGEST_TEXT + 1), "is longer than 3500 characters"),
        ("a\0b", "has NUL or a lone surrogate"),
        ("a\ud83d", "has NUL or a lone surrogate"),
    ],
)
def test_flaw_is_named(text: str, flaw: str | None) -> None:
    assert flaw_of(text) == flaw


def test_emoji_is_storable_and_half_of_it_is_not() -> None:
    assert [is_storable(text) for text in ("👋", "\ud83d")] == [True, False]


def test_words_keep_their_lines_and_joined_emoji() -> None:
    family = "👨\u200d👩"
    assert plain_words(f" a\r\nb {family}\n") == f"a\nb {family}"
    assert on_one_line(" a\r\n  b ") == "a b"


@pytest.mark.parametrize("text", ["", " \n", "a\x07b", "a\ud83d"])
def test_what_is_no_words_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected words"):
        plain_words(text)
