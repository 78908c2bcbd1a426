import struct
import zlib

import pytest

from bot.sandbox.server.attachments import (
    HEIGHT,
    WIDTH,
    Upload,
    contact_content,
    file_content,
    location_content,
    sample,
)
from bot.sandbox.server.file_store import FileStore


@pytest.fixture
def store() -> FileStore:
    return FileStore()


def stored_id(content: dict[str, object], kind: str) -> str:
    found = content[kind]
    entry = found[-1] if isinstance(found, list) else found
    assert isinstance(entry, dict)
    return str(entry["file_id"])


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker"])
def test_an_upload_is_stored_unchanged(store: FileStore, kind: str) -> None:
    content = file_content(store, kind, Upload("a.bin", "application/x", b"12345"))
    stored = store.get(stored_id(content, kind))
    assert (stored.name, stored.mime, stored.content) == ("a.bin", "application/x", b"12345")


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker"])
def test_without_an_upload_a_sample_is_taken(store: FileStore, kind: str) -> None:
    content = file_content(store, kind, None)
    assert len(store.get(stored_id(content, kind)).content) > 10


def test_a_photo_is_a_list_of_sizes(store: FileStore) -> None:
    content = file_content(store, "photo", Upload("a.png", "image/png", b"1"), "broken lid")
    [size] = content["photo"]
    stored = store.get(size["file_id"])
    assert content == {
        "photo": [{**stored.as_json(), "width": WIDTH, "height": HEIGHT}],
        "caption": "broken lid",
    }


def test_a_voice_message_has_a_duration(store: FileStore) -> None:
    voice = file_content(store, "voice", Upload("a.ogg", "audio/ogg", b"1"))["voice"]
    assert (voice["duration"], voice["mime_type"]) == (4, "audio/ogg")


def test_a_document_keeps_its_name(store: FileStore) -> None:
    document = file_content(store, "document", Upload("发票.pdf", "application/pdf", b"1"))["document"]
    assert (document["file_name"], document["mime_type"]) == ("发票.pdf", "application/pdf")


@pytest.mark.parametrize(("caption", "emoji"), [("", "👍"), ("😡", "😡")])
def test_the_caption_of_a_sticker_is_its_emoji(store: FileStore, caption: str, emoji: str) -> None:
    content = file_content(store, "sticker", None, caption)
    assert (content["sticker"]["emoji"], list(content)) == (emoji, ["sticker"])


def test_location_content_is_a_location() -> None:
    assert location_content(31.2, 121.5) == {"location": {"latitude": 31.2, "longitude": 121.5}}


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


def test_the_sample_photo_is_a_complete_picture() -> None:
    content = sample("photo").content
    assert struct.unpack(">II", content[16:24]) == (WIDTH, HEIGHT)
    start = content.index(b"IDAT") + 4
    length = struct.unpack(">I", content[start - 8 : start - 4])[0]
    assert len(zlib.decompress(content[start : start + length])) == HEIGHT * (1 + WIDTH * 3)


def test_contact_names_its_owner() -> None:
    contact = {"phone_number": "8613812345678", "first_name": "Ann", "user_id": 7}
    assert contact_content("8613812345678", 7, "Ann") == {"contact": contact}
