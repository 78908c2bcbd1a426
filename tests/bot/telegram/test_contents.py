"""What a message carries besides text."""

from typing import Any

import pytest

from bot.telegram.contents import AttachedContent, read_content, service_note
from bot.telegram.send_errors import Undecodable
from store.models.conversations import MessageKind

FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "u", "file_size": 10}


@pytest.mark.parametrize(
    ("content", "kind", "details"),
    [
        (
            {"photo": [FILE | {"width": 90, "height": 90}, {"file_id": "big", "width": 1280, "height": 960}]},
            MessageKind.PHOTO,
            {"type": "photo", "file_id": "big", "width": 1280, "height": 960},
        ),
        ({"voice": FILE | {"duration": 3}}, MessageKind.VOICE, {"type": "voice", **FILE, "duration": 3}),
        ({"video": FILE}, MessageKind.VIDEO, {"type": "video", **FILE}),
        ({"video_note": FILE}, MessageKind.VIDEO, {"type": "video_note", **FILE}),
        ({"document": FILE, "animation": FILE}, MessageKind.VIDEO, {"type": "animation", **FILE}),
        ({"audio": FILE}, MessageKind.AUDIO, {"type": "audio", **FILE}),
        (
            {"document": FILE | {"file_name": "=cmd.pdf", "thumbnail": FILE}},
            MessageKind.DOCUMENT,
            {"type": "document", **FILE, "file_name": "=cmd.pdf"},
        ),
        (
            {"location": {"latitude": 31.2, "longitude": 121.5}},
            MessageKind.LOCATION,
            {"type": "location", "latitude": 31.2, "longitude": 121.5},
        ),
        (
            {
                "location": {"latitude": 31.2, "longitude": 121.5},
                "venue": {"location": {"latitude": 31.2, "longitude": 121.5}, "title": "Bund"},
            },
            MessageKind.LOCATION,
            {"type": "venue", "latitude": 31.2, "longitude": 121.5, "title": "Bund"},
        ),
        (
            {"contact": {"phone_number": "1", "first_name": "A"}},
            MessageKind.CONTACT,
            {"type": "contact", "phone_number": "1", "first_name": "A"},
        ),
        (
            {"sticker": FILE | {"emoji": "👍"}},
            MessageKind.STICKER,
            {"type": "sticker", **FILE, "emoji": "👍"},
        ),
        ({"dice": {"emoji": "🎲", "value": 6}}, MessageKind.OTHER, {"type": "dice"}),
        ({"entities": [], "poll": {"id": "1"}}, MessageKind.OTHER, {"type": "poll"}),
        ({"teleport": {"to": "moon"}}, MessageKind.OTHER, {"type": "unknown"}),
        ({}, MessageKind.OTHER, {"type": "unknown"}),
    ],
)
def test_content_is_read(content: dict[str, Any], kind: MessageKind, details: dict[str, Any]) -> None:
    assert read_content(content) == AttachedContent(kind, details)


def test_pictures_of_one_album_are_known_as_such() -> None:
    content = read_content({"media_group_id": "77", "photo": [FILE]})
    assert content.details == {"type": "photo", "media_group_id": "77", **FILE}


@pytest.mark.parametrize("content", [{"photo": []}, {"photo": {}}, {"photo": [1]}, {"voice": "x"}])
def test_odd_content_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(Undecodable):
        read_content(content)


def test_note_by_telegram_is_no_content() -> None:
    assert service_note({"pinned_message": {}}) == "pinned_message"
    assert service_note({"photo": [], "caption_entities": []}) is None
