import pytest

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.methods.outgoing_text import read_caption, read_text
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.people import Persona, SandboxCustomer


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


def test_white_space_at_both_ends_is_dropped() -> None:
    assert read_text(Arguments({"text": "  hello \n"})) == {"text": "hello"}


@pytest.mark.parametrize("mode", ["HTML", "html", "MarkdownV2", "Markdown", "BBCode"])
def test_markup_is_refused(mode: str) -> None:
    with pytest.raises(BadRequest) as caught:
        read_text(Arguments({"text": "<b>x</b>", "parse_mode": mode}))
    assert caught.value.description == (
        "Bad Request: unsupported parse_mode: the sandbox takes plain text only"
    )


def test_what_stands_in_a_name_is_not_marked() -> None:
    person = SandboxCustomer(7, Persona("@annlee /x"))
    given = [{"type": "text_mention", "offset": 6, "length": 10, "user": {"id": 7}}]
    text = Arguments({"text": "/help @annlee /x /stop", "entities": given})
    marked = read_text(text, {7: person}.get)["entities"]
    assert [(each["type"], each["offset"], each["length"]) for each in marked] == [
        ("bot_command", 0, 5),
        ("text_mention", 6, 10),
        ("bot_command", 17, 5),
    ]


@pytest.mark.parametrize("entities", [None, "", "[]", []])
def test_an_empty_list_of_entities_passes(entities: object) -> None:
    assert read_text(Arguments({"text": "hello", "entities": entities})) == {"text": "hello"}


def test_commands_are_marked() -> None:
    assert read_text(Arguments({"text": "Use /help"})) == {
        "text": "Use /help",
        "entities": [{"type": "bot_command", "offset": 4, "length": 5}],
    }


def test_a_caption_has_1024_units() -> None:
    assert read_caption(Arguments({"caption": "x" * 1024})) == {"caption": "x" * 1024}
    with pytest.raises(BadRequest) as caught:
        read_caption(Arguments({"caption": "😀" * 513}))
    assert caught.value.description == "Bad Request: message caption is too long"


def test_a_caption_may_be_missing() -> None:
    assert read_caption(Arguments({})) == {}


def test_a_caption_is_marked_and_has_no_markup() -> None:
    assert read_caption(Arguments({"caption": "Use /help"})) == {
        "caption": "Use /help",
        "caption_entities": [{"type": "bot_command", "offset": 4, "length": 5}],
    }
    with pytest.raises(BadRequest, match="unsupported caption_entities"):
        read_caption(Arguments({"caption": "a", "caption_entities": [{"type": "bold"}]}))
