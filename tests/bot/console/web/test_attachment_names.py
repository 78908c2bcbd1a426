"""Naming attachments; the values are a stranger's."""

import pytest

from bot.console.web.attachment_names import describe


@pytest.mark.parametrize(
    ("details", "text"),
    [
        (None, ""),
        ({}, ""),
        ({"file_id": "x", "file_name": "receipt.pdf", "file_size": 20_480}, "receipt.pdf · 20 KiB"),
        ({"duration": 74, "file_size": 31}, "1:14 · 31 B"),
        ({"file_size": 5_242_880}, "5.0 MiB"),
        ({"latitude": 31.2304, "longitude": 121.4737}, "31.23040, 121.47370"),
        ({"title": "North shop", "latitude": 1, "longitude": 2}, "North shop · 1.00000, 2.00000"),
        ({"emoji": "👍"}, "👍"),
        ({"phone_number": "+8610"}, "+8610"),
        ({"file_name": "x" * 300}, "x" * 100),
        ({"file_name": 7, "duration": "long", "file_size": -1, "latitude": "north"}, ""),
        ({"latitude": 1.0}, ""),
    ],
)
def test_what_is_known_is_named(details: dict[str, object] | None, text: str) -> None:
    assert describe(details) == text
