"""What a customer can attach, as the content of a message."""

from dataclasses import dataclass

from bot.sandbox.server.file_store import FileShelf
from bot.sandbox.server.odd_updates import HEIGHT, WIDTH, sample
from bot.sandbox.server.payloads import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in."""

    name: str
    mime: str
    content: bytes


def file_content(files: FileShelf, kind: str, upload: Upload | None, caption: str = "") -> Json:
    """Store a photo, voice, document or sticker and return its message content; None takes a small sample."""
    chosen = upload or _sampled(kind)
    stored = files.put(f"{kind}s", chosen.name, chosen.mime, chosen.content)
    core = stored.as_json()
    match kind:
        case "photo":
            content: Json = {"photo": [{**core, "width": WIDTH, "height": HEIGHT}]}
        case "voice":
            content = {"voice": {**core, "duration": 4, "mime_type": chosen.mime}}
        case "sticker":
            shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {"sticker": {**core, **shape, "emoji": caption or "👍"}}
        case _:
            content = {"document": {**core, "file_name": chosen.name, "mime_type": chosen.mime}}
    return content | ({"caption": caption} if caption else {})


def place_content(latitude: float, longitude: float) -> Json:
    """Return the content of a location message, in degrees."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def _sampled(kind: str) -> Upload:
    found = sample(kind)
    return Upload(found.name, found.mime, found.content)
