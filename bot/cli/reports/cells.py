"""Cells that a spreadsheet program shows and never runs."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

# What makes Excel, LibreOffice or Google Sheets take a text for a formula; some programs take the full-width
# signs for the plain ones, and skip spaces before.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# XML has no place for these, and no spreadsheet program a use.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters that Excel keeps in a cell

Value = str | int | float | datetime | None
Plain = str | int | float


def safe(value: Value, zone: ZoneInfo) -> Plain:
    """A value as it is written: texts never begin as formulas do, times are those of the zone."""
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
