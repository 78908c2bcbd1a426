import pytest

from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.entities import FormattedText
from bot.sandbox.server.markdown_markup import parse_markdown
from bot.sandbox.server.payloads import Json


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain 回访", "plain 回访", []),
        (r"1\.5 \(ok\)\!", "1.5 (ok)!", []),
        ("*b*", "b", [{"type": "bold", "offset": 0, "length": 1}]),
        ("😀_i_", "😀i", [{"type": "italic", "offset": 2, "length": 1}]),
        (
            "__u__ ~s~",
            "u s",
            [
                {"type": "underline", "offset": 0, "length": 1},
                {"type": "strikethrough", "offset": 2, "length": 1},
            ],
        ),
        ("||sp||", "sp", [{"type": "spoiler", "offset": 0, "length": 2}]),
        ("`a.b`", "a.b", [{"type": "code", "offset": 0, "length": 3}]),
        ("```x\ny```", "x\ny", [{"type": "pre", "offset": 0, "length": 3}]),
        (
            "[here](https://example.org/a.b)",
            "here",
            [{"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/a.b"}],
        ),
        (
            "*a _b_*",
            "a b",
            [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 2, "length": 1}],
        ),
    ],
)
def test_markdown_becomes_text_and_entities(source: str, text: str, entities: list[Json]) -> None:
    assert parse_markdown(source) == FormattedText(text, entities)


@pytest.mark.parametrize(
    ("source", "detail"),
    [
        ("1.5", r"Character '.' is reserved and must be escaped with the preceding '\'"),
        ("*open", "Can't find end of Bold entity at byte offset 0"),
        ("回_open", "Can't find end of Italic entity at byte offset 3"),
        ("`open", "Can't find end of Code entity at byte offset 0"),
        ("[text", "Can't find end of TextUrl entity at byte offset 0"),
        ("[text] no", "Can't find end of a URL at byte offset 0"),
    ],
)
def test_markdown_that_telegram_cannot_parse_is_refused(source: str, detail: str) -> None:
    with pytest.raises(BadRequest) as caught:
        parse_markdown(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {detail}"
