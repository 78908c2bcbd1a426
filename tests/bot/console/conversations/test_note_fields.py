"""A colleague who is chosen beside a note is named in it."""

import pytest

from bot.console.conversations.note_fields import TellingForm


@pytest.mark.parametrize(
    ("text", "tell", "note"),
    [
        ("Look", None, "Look"),
        ("Look", "kim", "@kim: Look"),
        ("Look, @kim", "kim", "Look, @kim"),
        ("@Kim, look", "kim", "@Kim, look"),
        ("Na is here", "Li", "@Li: Na is here"),
        ("@Li Na, look", "Li", "@Li: @Li Na, look"),
        ("@Linda", "Li", "@Li: @Linda"),
    ],
)
def test_chosen_colleague_is_named_once(text: str, tell: str | None, note: str) -> None:
    assert TellingForm(text=text, tell=tell).note == note
