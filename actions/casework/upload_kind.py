"""What a file of staff is sent as, by its first bytes: names and the browser's word are not trusted."""

from store.models.conversations import MessageKind

LARGEST = 10 * 1024 * 1024  # bytes; the Bot API takes no larger photos
BEGINNINGS = {
    b"\xff\xd8\xff": MessageKind.PHOTO,
    b"\x89PNG\r\n\x1a\n": MessageKind.PHOTO,
    b"OggS": MessageKind.VOICE,
}


def upload_kind(content: bytes) -> MessageKind:
    """Return photo for JPEG and PNG, voice for Ogg, and document for everything else."""
    return next(
        (kind for beginning, kind in BEGINNINGS.items() if content.startswith(beginning)),
        MessageKind.DOCUMENT,
    )
