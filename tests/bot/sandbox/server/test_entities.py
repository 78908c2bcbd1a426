import pytest

from bot.sandbox.server.entities import FormattedText, automatic_entities, trimmed, with_automatic


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


def test_trimmed_moves_entities_with_the_text() -> None:
    formatted = FormattedText(
        "  hello  ",
        [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 6, "length": 3}],
    )
    assert trimmed(formatted) == FormattedText(
        "hello",
        [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 4, "length": 1}],
    )


def test_trimmed_drops_entities_that_covered_only_space() -> None:
    assert trimmed(FormattedText("a   ", [{"type": "bold", "offset": 1, "length": 3}])) == FormattedText(
        "a", []
    )


def test_with_automatic_adds_only_where_nothing_is_marked() -> None:
    bold = {"type": "bold", "offset": 0, "length": 6}
    formatted = FormattedText("/start or /help", [bold])
    assert with_automatic(formatted).entities == [bold, {"type": "bot_command", "offset": 10, "length": 5}]
