"""Small invented attachments, for customers who attach something without having a file."""

import struct
import zlib
from dataclasses import dataclass

WIDTH, HEIGHT = 320, 240


@dataclass(frozen=True, slots=True)
class Sample:
    """A file name, its type and its bytes."""

    name: str
    mime: str
    content: bytes


def sample(kind: str) -> Sample:
    """Return something small that fits the kind of attachment."""
    match kind:
        case "photo":
            return Sample("photo.png", "image/png", _picture())
        case "voice":
            return Sample("voice.ogg", "audio/ogg", b"OggS" + bytes(60))
        case "sticker":
            return Sample("sticker.webp", "image/webp", b"RIFF" + bytes(4) + b"WEBPVP8 " + bytes(16))
        case _:
            return Sample("receipt.txt", "text/plain", "收据 Receipt\n1 × 测试 test\n".encode())


def _picture() -> bytes:
    """Draw an evening sky as PNG."""
    rows = b"".join(b"\0" + bytes(_sky(y)) * WIDTH for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = (("IHDR", header), ("IDAT", zlib.compress(rows)), ("IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name.encode(), body) for name, body in chunks)


def _sky(y: int) -> tuple[int, int, int]:
    share = y / HEIGHT
    return int(70 + 170 * share), int(110 + 70 * share), int(170 - 40 * share)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
