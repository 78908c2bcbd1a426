"""Cells that a spreadsheet program shows and never evaluates."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

# Excel, LibreOffice and Google Sheets take a text that begins so for a formula; some programs accept the
# full-width signs too, and skip spaces before.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# XML does not allow these.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters that Excel keeps in a cell

Value = str | int | float | datetime | None
Plain = str | int | float


def safe(value: Value, zone: ZoneInfo) -> Plain:
    """Return a value as it is written: a text that is no formula, a time in the zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(sep=" ", timespec="seconds")
    if not isinstance(value, str):
        return value
    text = CONTROLS.sub("", value)
    if text.startswith(DANGEROUS) or text.lstrip(" \u3000").startswith(DANGEROUS):
        text = "'" + text
    return text[:LONGEST]
