"""What a message carries besides text."""

from typing import Any

import pytest
from telegram.constants import MessageType

from bot.telegram.contents import KINDS, OTHERS, AttachedContent, note_name, read_content
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
        ({"forward_origin": {}, "story": {"id": 1}}, MessageKind.OTHER, {"type": "story"}),
    ],
)
def test_content_is_read(content: dict[str, Any], kind: MessageKind, details: dict[str, Any]) -> None:
    assert read_content(content) == AttachedContent(kind, details)


NOTES = (
    *("forum_topic_created", "forum_topic_edited", "forum_topic_closed", "general_forum_topic_hidden"),
    *("giveaway", "giveaway_created", "giveaway_winners", "giveaway_completed", "boost_added"),
    *("gift", "unique_gift", "gift_upgrade_sent", "paid_media", "paid_message_price_changed"),
    *("direct_message_price_changed", "suggested_post_info", "suggested_post_paid", "checklist_tasks_done"),
    *("proximity_alert_triggered", "message_auto_delete_timer_changed", "pinned_message", "invoice"),
    *("users_shared", "chat_shared", "write_access_allowed", "connected_website", "web_app_data"),
    *("successful_payment", "refunded_payment", "passport_data", "chat_background_set", "game"),
    *("video_chat_started", "video_chat_ended", "new_chat_title", "teleport"),
)


@pytest.mark.parametrize("name", NOTES)
def test_what_no_person_wrote_is_no_content(name: str) -> None:
    content = {"reply_to_message": {"photo": [FILE]}, name: {"photo": [FILE]}}
    assert (read_content(content), note_name(content)) == (None, name)


def test_empty_message_is_no_content() -> None:
    assert (read_content({}), note_name({})) == (None, "empty message")


def test_kinds_that_the_library_knows_are_content_only_if_they_are_listed() -> None:
    kinds = set(map(str, MessageType))
    read = {name for name in kinds if read_content({name: [FILE] if name == "photo" else FILE}) is not None}
    assert read == kinds & {*KINDS, *OTHERS}


@pytest.mark.parametrize("content", [{"photo": []}, {"photo": {}}, {"photo": [1]}, {"voice": "x"}])
def test_odd_content_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(Undecodable):
        read_content(content)
