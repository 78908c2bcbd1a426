"""Texts and captions of a call, with their limits.

The sandbox takes plain text only, as Huifang sends it. Entities are those that Telegram marks by itself.
"""

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.text_entities import MAX_TEXT, automatic_entities, units

MAX_CAPTION = 1024


def read_text(arguments: Arguments) -> Json:
    """Return `text` and `entities` of a message.

    Raises:
        BadRequest: the text is empty, too long or has markup.
    """
    text = _plain(arguments, "text", "entities")
    if not text:
        raise BadRequest("message text is empty")
    if units(text) > MAX_TEXT:
        raise BadRequest("message is too long")
    return {"text": text} | _marked("entities", text)


def read_caption(arguments: Arguments) -> Json:
    """Return `caption` and `caption_entities`, or an empty object where there is no caption.

    Raises:
        BadRequest: the caption is too long or has markup.
    """
    caption = _plain(arguments, "caption", "caption_entities")
    if units(caption) > MAX_CAPTION:
        raise BadRequest("message caption is too long")
    return ({"caption": caption} if caption else {}) | _marked("caption_entities", caption)


def _plain(arguments: Arguments, name: str, entities: str) -> str:
    if arguments.text("parse_mode"):
        raise BadRequest("unsupported parse_mode: the sandbox takes plain text only")
    if arguments.decoded(entities):
        raise BadRequest(f"unsupported {entities}: the sandbox takes plain text only")
    return arguments.text(name).strip()


def _marked(name: str, text: str) -> Json:
    entities = automatic_entities(text)
    return {name: entities} if entities else {}
