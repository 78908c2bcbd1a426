import pytest

from bot.sandbox.server.file_store import FileShelf
from bot.sandbox.server.odd_updates import HEIGHT, WIDTH
from bot.sandbox.server.sample_files import Upload, file_content, place_content


@pytest.fixture
def shelf() -> FileShelf:
    return FileShelf()


def stored_id(content: dict[str, object], kind: str) -> str:
    found = content[kind]
    entry = found[-1] if isinstance(found, list) else found
    assert isinstance(entry, dict)
    return str(entry["file_id"])


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker"])
def test_an_upload_is_stored_as_it_came(shelf: FileShelf, kind: str) -> None:
    content = file_content(shelf, kind, Upload("a.bin", "application/x", b"12345"))
    stored = shelf.get(stored_id(content, kind))
    assert (stored.name, stored.mime, stored.content) == ("a.bin", "application/x", b"12345")


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "sticker"])
def test_without_an_upload_a_sample_is_taken(shelf: FileShelf, kind: str) -> None:
    content = file_content(shelf, kind, None)
    assert len(shelf.get(stored_id(content, kind)).content) > 10


def test_a_photo_is_a_list_of_sizes(shelf: FileShelf) -> None:
    content = file_content(shelf, "photo", Upload("a.png", "image/png", b"1"), "broken lid")
    [size] = content["photo"]
    stored = shelf.get(size["file_id"])
    assert content == {
        "photo": [{**stored.as_json(), "width": WIDTH, "height": HEIGHT}],
        "caption": "broken lid",
    }


def test_a_voice_message_has_a_duration(shelf: FileShelf) -> None:
    voice = file_content(shelf, "voice", Upload("a.ogg", "audio/ogg", b"1"))["voice"]
    assert (voice["duration"], voice["mime_type"]) == (4, "audio/ogg")


def test_a_document_keeps_its_name(shelf: FileShelf) -> None:
    document = file_content(shelf, "document", Upload("发票.pdf", "application/pdf", b"1"))["document"]
    assert (document["file_name"], document["mime_type"]) == ("发票.pdf", "application/pdf")


@pytest.mark.parametrize(("caption", "emoji"), [("", "👍"), ("😡", "😡")])
def test_the_caption_of_a_sticker_is_its_emoji(shelf: FileShelf, caption: str, emoji: str) -> None:
    content = file_content(shelf, "sticker", None, caption)
    assert (content["sticker"]["emoji"], list(content)) == (emoji, ["sticker"])


def test_a_place_is_a_location() -> None:
    assert place_content(31.2, 121.5) == {"location": {"latitude": 31.2, "longitude": 121.5}}
