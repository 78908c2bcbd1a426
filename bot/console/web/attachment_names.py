"""Descriptions of attachments."""

from collections.abc import Iterator, Mapping
from typing import Any

KIB = 1024


def describe(details: Mapping[str, Any] | None) -> str:
    """Return file name, length, size or place, as far as they are known; the values are untrusted."""
    return " · ".join(_parts(details or {}))


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
