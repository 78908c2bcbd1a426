import struct
import zlib

import pytest

from bot.sandbox.server.odd_updates import HEIGHT, WIDTH, sample


@pytest.mark.parametrize(
    ("kind", "name", "mime", "start"),
    [
        ("photo", "photo.png", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("voice", "voice.ogg", "audio/ogg", b"OggS"),
        ("sticker", "sticker.webp", "image/webp", b"RIFF"),
        ("document", "receipt.txt", "text/plain", "收据".encode()),
    ],
)
def test_a_sample_fits_its_kind(kind: str, name: str, mime: str, start: bytes) -> None:
    found = sample(kind)
    assert (found.name, found.mime, found.content[: len(start)]) == (name, mime, start)


def test_the_sample_photo_is_a_whole_picture() -> None:
    content = sample("photo").content
    assert struct.unpack(">II", content[16:24]) == (WIDTH, HEIGHT)
    start = content.index(b"IDAT") + 4
    length = struct.unpack(">I", content[start - 8 : start - 4])[0]
    assert len(zlib.decompress(content[start : start + length])) == HEIGHT * (1 + WIDTH * 3)
