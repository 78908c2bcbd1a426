"""What a message contains besides text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
# What a person also sends, and of which nothing is read.
OTHERS = ("poll", "dice", "story", "checklist")
# What says something about a message, and is no content.
ABOUT = ("forward_origin", "media_group_id", "reply_to_message", "via_bot")


@dataclass(frozen=True, slots=True)
class AttachedContent:
    """An attachment: its kind, and file ids, sizes or coordinates under Telegram's names."""

    kind: MessageKind
    details: dict[str, Any]


def read_content(content: Mapping[str, Any]) -> AttachedContent | None:
    """Return what a person attached to a message without text; None if nothing that people send is in it.

    Telegram writes many kinds of notes into a chat, and new ones come with every release.

    Raises:
        Undecodable: it is not as Telegram documents it.
    """
    for name, kind in KINDS.items():
        if name in content:
            return AttachedContent(kind, {"type": name, **_details(name, content[name])})
    other = next((each for each in OTHERS if each in content), None)
    return None if other is None else AttachedContent(MessageKind.OTHER, {"type": other})


def note_name(content: Mapping[str, Any]) -> str:
    """Return what Telegram calls a message that no person wrote."""
    return next((name for name in content if name not in ABOUT), "empty message")[:64]


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
