import pytest

from bot.sandbox.server.utf16 import units


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("包裹", 2), ("😀", 2), ("a😀包", 4), ("👨‍👩‍👧", 8)]
)
def test_units_counts_as_telegram_does(text: str, length: int) -> None:
    assert units(text) == length


def test_units_agrees_with_the_encoder() -> None:
    text = "回访 😀🎉 ok 𠮷"
    assert units(text) == len(text.encode("utf-16-le")) // 2
