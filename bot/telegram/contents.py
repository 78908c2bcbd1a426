"""What a message contains besides text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram.constants import MessageAttachmentType

from bot.telegram.send_errors import Undecodable
from store.models.conversations import MessageKind

# In this order: an animation also comes as a document, and a venue as a location.
KINDS: Mapping[str, MessageKind] = {
    "live_photo": MessageKind.PHOTO,
    "photo": MessageKind.PHOTO,
    "voice": MessageKind.VOICE,
    "video": MessageKind.VIDEO,
    "video_note": MessageKind.VIDEO,
    "animation": MessageKind.VIDEO,
    "audio": MessageKind.AUDIO,
    "document": MessageKind.DOCUMENT,
    "venue": MessageKind.LOCATION,
    "location": MessageKind.LOCATION,
    "contact": MessageKind.CONTACT,
    "sticker": MessageKind.STICKER,
}
# Messages that Telegram writes into a private chat itself.
SERVICE_NOTES = frozenset(
    {
        "boost_added",
        "chat_background_set",
        "chat_shared",
        "connected_website",
        "message_auto_delete_timer_changed",
        "pinned_message",
        "refunded_payment",
        "successful_payment",
        "users_shared",
        "web_app_data",
        "write_access_allowed",
    }
)
KNOWN = frozenset(map(str, MessageAttachmentType))


@dataclass(frozen=True, slots=True)
class AttachedContent:
    """An attachment: its kind, and file ids, sizes or coordinates under Telegram's names."""

    kind: MessageKind
    details: dict[str, Any]


def service_note(content: Mapping[str, Any]) -> str | None:
    """Return which message of Telegram's this is, or None if a person wrote it."""
    return next((name for name in content if name in SERVICE_NOTES), None)


def read_content(content: Mapping[str, Any]) -> AttachedContent:
    """Return what a message without text contains; unknown kinds are `OTHER`.

    Raises:
        Undecodable: it is not as Telegram documents it.
    """
    for name, kind in KINDS.items():
        if name in content:
            return AttachedContent(kind, {"type": name, **_album(content), **_details(name, content[name])})
    name = next((each for each in content if each in KNOWN), "unknown")
    return AttachedContent(MessageKind.OTHER, {"type": name})


def _details(name: str, value: Any) -> dict[str, Any]:
    if name == "photo":
        return _plain(_largest(value))
    if not isinstance(value, dict):
        raise Undecodable(f"{name} is no object")
    # A venue has its coordinates one level deeper.
    return _plain(value.get("location", {})) | _plain(value)


def _largest(sizes: Any) -> dict[str, Any]:
    if not isinstance(sizes, list) or not sizes or not all(isinstance(size, dict) for size in sizes):
        raise Undecodable("photo is no list of sizes")
    return max(sizes, key=_area)


def _area(size: Mapping[str, Any]) -> int:
    width, height = size.get("width"), size.get("height")
    return width * height if isinstance(width, int) and isinstance(height, int) else 0


def _plain(value: Any) -> dict[str, Any]:
    """Return the fields that are plain values; thumbnails and the like are left out."""
    fields = value if isinstance(value, dict) else {}
    return {name: field for name, field in fields.items() if not isinstance(field, dict | list)}


def _album(content: Mapping[str, Any]) -> dict[str, Any]:
    return {"media_group_id": content["media_group_id"]} if "media_group_id" in content else {}
