import pytest

from bot.sandbox.methods.captions import read_caption, read_text
from bot.sandbox.server.arguments import Arguments
from bot.sandbox.server.bot_api_errors import BadRequest


@pytest.mark.parametrize("text", ["x", "x" * 4096, "包" * 4096, "😀" * 2048])
def test_a_text_of_1_to_4096_units_passes(text: str) -> None:
    assert read_text(Arguments({"text": text})) == {"text": text}


@pytest.mark.parametrize("text", ["x" * 4097, "😀" * 2049, "包" * 4097])
def test_a_longer_text_is_refused(text: str) -> None:
    with pytest.raises(BadRequest) as caught:
        read_text(Arguments({"text": text}))
    assert caught.value.description == "Bad Request: message is too long"


@pytest.mark.parametrize("text", ["", "   \n ", None])
def test_an_empty_text_is_refused(text: object) -> None:
    with pytest.raises(BadRequest) as caught:
        read_text(Arguments({"text": text}))
    assert caught.value.description == "Bad Request: message text is empty"


def test_the_length_counts_after_the_markup_is_gone() -> None:
    text = "<b>" + "x" * 4096 + "</b>"
    assert read_text(Arguments({"text": text, "parse_mode": "HTML"}))["text"] == "x" * 4096
    with pytest.raises(BadRequest, match="message is too long"):
        read_text(Arguments({"text": text}))


def test_markup_that_holds_nothing_is_an_empty_text() -> None:
    with pytest.raises(BadRequest, match="message text is empty"):
        read_text(Arguments({"text": "<b> </b>", "parse_mode": "HTML"}))


@pytest.mark.parametrize(
    ("mode", "text"), [("HTML", "<i>a</i> b"), ("html", "<i>a</i> b"), ("MarkdownV2", "_a_ b")]
)
def test_markup_becomes_entities(mode: str, text: str) -> None:
    assert read_text(Arguments({"text": text, "parse_mode": mode})) == {
        "text": "a b",
        "entities": [{"type": "italic", "offset": 0, "length": 1}],
    }


@pytest.mark.parametrize("mode", ["Markdown", "BBCode"])
def test_other_parse_modes_are_refused(mode: str) -> None:
    with pytest.raises(BadRequest, match="unsupported parse_mode"):
        read_text(Arguments({"text": "x", "parse_mode": mode}))


def test_given_entities_are_kept_and_commands_are_marked() -> None:
    bold = {"type": "bold", "offset": 0, "length": 3}
    assert read_text(Arguments({"text": "Use /help", "entities": [bold]})) == {
        "text": "Use /help",
        "entities": [bold, {"type": "bot_command", "offset": 4, "length": 5}],
    }


@pytest.mark.parametrize(
    "entities", ["5", "[5]", '[{"type": "bold"}]', '[{"type": 1, "offset": 0, "length": 1}]']
)
def test_entities_of_another_form_are_refused(entities: str) -> None:
    with pytest.raises(BadRequest, match="can't parse entities: expected an Array of MessageEntity"):
        read_text(Arguments({"text": "x", "entities": entities}))


def test_a_caption_has_1024_units() -> None:
    assert read_caption(Arguments({"caption": "x" * 1024})) == {"caption": "x" * 1024}
    with pytest.raises(BadRequest) as caught:
        read_caption(Arguments({"caption": "😀" * 513}))
    assert caught.value.description == "Bad Request: message caption is too long"


def test_a_caption_may_be_missing_and_may_have_markup() -> None:
    assert read_caption(Arguments({})) == {}
    assert read_caption(Arguments({"caption": "<b>a</b>", "parse_mode": "HTML"})) == {
        "caption": "a",
        "caption_entities": [{"type": "bold", "offset": 0, "length": 1}],
    }
