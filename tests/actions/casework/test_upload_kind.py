"""What files of staff are sent as."""

import pytest

from actions.casework.upload_kind import upload_kind
from store.models.conversations import MessageKind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0JFIF", MessageKind.PHOTO),
        (b"\x89PNG\r\n\x1a\n\0", MessageKind.PHOTO),
        (b"OggS\0", MessageKind.VOICE),
        (b"%PDF-1.7", MessageKind.DOCUMENT),
        (b"GIF89a", MessageKind.DOCUMENT),
        (b"", MessageKind.DOCUMENT),
    ],
)
def test_first_bytes_decide(content: bytes, kind: MessageKind) -> None:
    assert upload_kind(content) is kind
