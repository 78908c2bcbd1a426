"""Attachments: how they are described, and how their content is sent to browsers."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from bot.console.web.invisible_characters import file_name
from store.models.conversations import MessageKind

KIB = 1024
# The kinds that a browser may show in the page. Everything else is downloaded, without a particular type.
SHOWN = {
    MessageKind.PHOTO: "image/jpeg",
    MessageKind.STICKER: "image/webp",
    MessageKind.VOICE: "audio/ogg",
    MessageKind.AUDIO: "audio/mpeg",
    MessageKind.VIDEO: "video/mp4",
}
ANY_FILE = "application/octet-stream"
# If a browser opens it directly, nothing in it may run.
POLICY = "default-src 'none'; sandbox"


def describe(details: Mapping[str, Any] | None) -> str:
    """Return file name, length, size or place, as far as they are known; the values are untrusted."""
    return " · ".join(_parts(details or {}))


def served_file(content: bytes, kind: MessageKind, name: str) -> Response:
    """Return a content with a media type by its kind: what an app or a name says of it is not trusted."""
    response = Response(content, media_type=SHOWN.get(kind, ANY_FILE))
    response.headers["Content-Security-Policy"] = POLICY
    if kind not in SHOWN:
        named = quote(file_name(name), safe="")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{named}"
    return response


def _parts(details: Mapping[str, Any]) -> Iterator[str]:
    for name in ("file_name", "title", "emoji", "phone_number"):
        value = details.get(name)
        if isinstance(value, str) and value:
            yield value[:100]
    duration, size = details.get("duration"), details.get("file_size")
    if isinstance(duration, int) and duration >= 0:
        yield f"{duration // 60}:{duration % 60:02d}"
    if isinstance(size, int) and size >= 0:
        yield _size(size)
    latitude, longitude = details.get("latitude"), details.get("longitude")
    if isinstance(latitude, int | float) and isinstance(longitude, int | float):
        yield f"{latitude:.5f}, {longitude:.5f}"


def _size(count: int) -> str:
    if count < KIB:
        return f"{count} B"
    if count < KIB**2:
        return f"{count / KIB:.0f} KiB"
    return f"{count / KIB**2:.1f} MiB"
