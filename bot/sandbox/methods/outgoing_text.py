"""Texts and captions of a call, with their limits.

The sandbox takes plain text, as Huifang sends it, with the names of people. Other entities are those that
Telegram marks by itself.
"""

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.methods.given_entities import People, given_entities
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.text_entities import MAX_TEXT, automatic_entities, units

MAX_CAPTION = 1024


def read_text(arguments: Arguments, people: People = lambda _: None) -> Json:
    """Return `text` and `entities` of a message.

    Raises:
        BadRequest: the text is empty, too long or has markup, or an entity does not fit it.
    """
    text = _plain(arguments, "text")
    if not text:
        raise BadRequest("message text is empty")
    if units(text) > MAX_TEXT:
        raise BadRequest("message is too long")
    return {"text": text} | _marked(
        "entities", text, given_entities(arguments, "entities", arguments.text("text"), people)
    )


def read_caption(arguments: Arguments) -> Json:
    """Return `caption` and `caption_entities`, or an empty object where there is no caption.

    Raises:
        BadRequest: the caption is too long or has markup.
    """
    caption = _plain(arguments, "caption")
    if arguments.decoded("caption_entities"):
        raise BadRequest("unsupported caption_entities: the sandbox takes plain text only")
    if units(caption) > MAX_CAPTION:
        raise BadRequest("message caption is too long")
    return ({"caption": caption} if caption else {}) | _marked("caption_entities", caption, [])


def _plain(arguments: Arguments, name: str) -> str:
    if arguments.text("parse_mode"):
        raise BadRequest("unsupported parse_mode: the sandbox takes plain text only")
    return arguments.text(name).strip()


def _marked(name: str, text: str, given: list[Json]) -> Json:
    """Return what is marked in a text: what the call gave, and what Telegram finds beside that."""
    found = [each for each in automatic_entities(text) if not any(_overlap(each, other) for other in given)]
    entities = sorted([*given, *found], key=lambda each: int(each["offset"]))
    return {name: entities} if entities else {}


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )
