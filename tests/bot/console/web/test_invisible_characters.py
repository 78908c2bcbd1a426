"""Invisible characters in what customers write."""

import pytest

from bot.console.web.invisible_characters import in_table, in_transcript


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("王小姐", "王小姐"),
        ("مرحبا", "مرحبا"),
        ("a\u202eb\u202cc", "abc"),
        ("a\u2066b\u2069c", "abc"),
        ("ad\u200bmin\ufeff\u2060", "admin"),
        ("\u200f\u200e", ""),
        ("a\u200db", "ab"),
        ("one\n two\t three", "one two three"),
        ("a\x00\x1b[31mb", "a[31mb"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("\u200d👍\u200d", "👍"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_table_shows_nothing_invisible(text: str, shown: str) -> None:
    assert in_table(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("invoice\u202efdp.exe", "invoice[U+202E]fdp.exe"),
        ("\u2067x\u2069", "[U+2067]x[U+2069]"),
        ("two\nlines", "two\nlines"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_transcript_names_what_would_turn_the_text_around(text: str, shown: str) -> None:
    assert in_transcript(text) == shown
