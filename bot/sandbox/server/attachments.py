"""What a message carries besides text: files, samples for customers without a file, and locations."""

import struct
import zlib
from dataclasses import dataclass

from bot.sandbox.server.file_store import FileStore
from bot.sandbox.server.payloads import Json

WIDTH, HEIGHT = 320, 240
STICKER: Json = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file before it is stored."""

    name: str
    mime: str
    content: bytes


def file_content(files: FileStore, kind: str, upload: Upload | None, caption: str = "") -> Json:
    """Store a photo, voice, document or sticker and return its message content.

    Without an upload, a small sample is stored. The caption of a sticker is its emoji.
    """
    chosen = upload or sample(kind)
    stored = files.put(f"{kind}s", chosen.name, chosen.mime, chosen.content).as_json()
    match kind:
        case "photo":
            content: Json = {"photo": [{**stored, "width": WIDTH, "height": HEIGHT}]}
        case "voice":
            content = {"voice": {**stored, "duration": 4, "mime_type": chosen.mime}}
        case "sticker":
            return {"sticker": {**stored, **STICKER, "emoji": caption or "👍"}}
        case _:
            content = {"document": {**stored, "file_name": chosen.name, "mime_type": chosen.mime}}
    return content | ({"caption": caption} if caption else {})


def location_content(latitude: float, longitude: float) -> Json:
    """Return the content of a location message, in degrees."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact_content(phone: str, owner: int, name: str) -> Json:
    """Return the content of a shared contact, whose owner has this account."""
    return {"contact": {"phone_number": phone, "first_name": name, "user_id": owner}}


def sample(kind: str) -> Upload:
    """Return a small invented file of this kind."""
    match kind:
        case "photo":
            return Upload("photo.png", "image/png", _picture())
        case "voice":
            return Upload("voice.ogg", "audio/ogg", b"OggS" + bytes(60))
        case "sticker":
            return Upload("sticker.webp", "image/webp", b"RIFF" + bytes(4) + b"WEBPVP8 " + bytes(16))
        case _:
            return Upload("receipt.txt", "text/plain", "收据 Receipt\n1 × 测试 test\n".encode())


def _picture() -> bytes:
    """Draw a vertical gradient as PNG."""
    rows = b"".join(b"\0" + bytes(_shade(y / HEIGHT)) * WIDTH for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _shade(share: float) -> tuple[int, int, int]:
    return int(70 + 170 * share), int(110 + 70 * share), int(170 - 40 * share)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
