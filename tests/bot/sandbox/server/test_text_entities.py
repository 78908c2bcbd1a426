import pytest

from bot.sandbox.server.text_entities import automatic_entities, units


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start abc", [{"type": "bot_command", "offset": 0, "length": 6}]),
        ("😀 /help", [{"type": "bot_command", "offset": 3, "length": 5}]),
        ("/status@huifang_bot", [{"type": "bot_command", "offset": 0, "length": 19}]),
        ('/praise{"x":1}', [{"type": "bot_command", "offset": 0, "length": 7}]),
        ("/ my parcel", []),
        ("还/没到", []),
        ("and/or", []),
        ("/a/b", []),
        ("see https://example.org/a?b=1 now", [{"type": "url", "offset": 4, "length": 25}]),
        ("看https://example.org/a，谢谢", [{"type": "url", "offset": 1, "length": 21}]),
        ("mail me: a.b@example.org", [{"type": "email", "offset": 9, "length": 15}]),
        ("ask @support_team", [{"type": "mention", "offset": 4, "length": 13}]),
        ("no signs at all", []),
    ],
)
def test_automatic_entities_are_what_telegram_marks(text: str, entities: list[object]) -> None:
    assert automatic_entities(text) == entities


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("包裹", 2), ("😀", 2), ("a😀包", 4), ("👨‍👩‍👧", 8)]
)
def test_units_counts_as_telegram_does(text: str, length: int) -> None:
    assert units(text) == length


def test_units_agrees_with_the_encoder() -> None:
    text = "回访 😀🎉 ok 𠮷"
    assert units(text) == len(text.encode("utf-16-le")) // 2
