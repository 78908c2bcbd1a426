"""Texts and captions of a call, with their entities and limits."""

from bot.sandbox.server.arguments import Arguments
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.entities import FormattedText, trimmed, with_automatic
from bot.sandbox.server.html_markup import parse_html
from bot.sandbox.server.markdown_markup import parse_markdown
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.utf16 import units

MAX_TEXT = 4096
MAX_CAPTION = 1024
PARSERS = {"html": parse_html, "markdownv2": parse_markdown}


def read_text(arguments: Arguments) -> Json:
    """Return `text` and `entities` of a message.

    Raises:
        BadRequest: empty, too long, or its markup is broken.
    """
    formatted = _formatted(arguments, "text", "entities")
    if not formatted.text:
        raise BadRequest("message text is empty")
    if units(formatted.text) > MAX_TEXT:
        raise BadRequest("message is too long")
    return {"text": formatted.text} | _if_any("entities", formatted)


def read_caption(arguments: Arguments) -> Json:
    """Return `caption` and `caption_entities`; nothing where there is no caption.

    Raises:
        BadRequest: too long, or its markup is broken.
    """
    formatted = _formatted(arguments, "caption", "caption_entities")
    if units(formatted.text) > MAX_CAPTION:
        raise BadRequest("message caption is too long")
    return ({"caption": formatted.text} if formatted.text else {}) | _if_any("caption_entities", formatted)


def _formatted(arguments: Arguments, name: str, entities_name: str) -> FormattedText:
    text = arguments.text(name)
    if mode := arguments.text("parse_mode"):
        parser = PARSERS.get(mode.lower())
        if parser is None:
            # Telegram still reads the legacy "Markdown"; the sandbox asks for its successor.
            raise BadRequest("unsupported parse_mode")
        return trimmed(parser(text))
    given = arguments.decoded(entities_name) or []
    if not isinstance(given, list) or not all(map(_is_entity, given)):
        raise BadRequest(f"can't parse {entities_name}: expected an Array of MessageEntity")
    return trimmed(FormattedText(text, given))


def _is_entity(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("type"), str)
        and all(isinstance(value.get(name), int) for name in ("offset", "length"))
    )


def _if_any(name: str, formatted: FormattedText) -> Json:
    entities = with_automatic(formatted).entities
    return {name: entities} if entities else {}
