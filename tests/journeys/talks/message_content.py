"""The content of a customer's messages, as the Bot API has it."""

import time
from itertools import count

from bot.sandbox.server.event_feed import ChatEvent
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.text_entities import automatic_entities
from tests.journeys.talks.talk_script import Move

_files = count(1)


def text(words: str) -> Json:
    """A text; commands in it are marked."""
    entities = automatic_entities(words)
    return {"text": words, **({"entities": entities} if entities else {})}


def reply(move: Move, replied: ChatEvent) -> Json:
    """What makes a message a reply, perhaps to a quoted part."""
    original = {name: value for name, value in replied.body.items() if name != "reply_to_message"}
    quote = {"text": move.quote, "position": 0, "is_manual": True}
    return {"reply_to_message": original, **({"quote": quote} if move.quote is not None else {})}


def media(move: Move) -> list[Json]:
    """A photo, a voice message, a sticker or the photos of an album."""
    caption = {"caption": move.caption} if move.caption is not None else {}
    if move.photo:
        return [{**_photo(), **caption}]
    if move.voice is not None:
        return [{"voice": {**_file(), "duration": move.voice, "mime_type": "audio/ogg"}, **caption}]
    if move.sticker is not None:
        shape = {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
        return [{"sticker": {**_file(), **shape, "emoji": move.sticker}}]
    return _album(move, caption)


def forwarded(words: str, move: Move) -> Json:
    """A text that another has written."""
    date = int(time.time()) - 9_000
    match move.source:
        case "channel":
            chat = {"id": -1_009_990_001, "title": move.name, "type": "channel"}
            origin: Json = {"type": "channel", "chat": chat, "message_id": 5}
        case "user":
            origin = {"type": "user", "sender_user": {"id": 4242, "is_bot": False, "first_name": move.name}}
        case "hidden":
            origin = {"type": "hidden_user", "sender_user_name": move.name}
    return {**text(words), "forward_origin": {**origin, "date": date}}


def _album(move: Move, caption: Json) -> list[Json]:
    group, bearer = f"album-{next(_files)}", 0 if move.caption_on == "first" else move.album - 1
    return [
        {"media_group_id": group, **_photo(), **(caption if number == bearer else {})}
        for number in range(move.album)
    ]


def _photo() -> Json:
    return {"photo": [{**_file(), "width": 90, "height": 60}]}


def _file() -> Json:
    number = next(_files)
    return {"file_id": f"file-{number}", "file_unique_id": f"unique-{number}", "file_size": 20}
