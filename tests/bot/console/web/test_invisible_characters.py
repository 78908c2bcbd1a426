"""Invisible characters in what customers write."""

import pytest

from bot.console.web.invisible_characters import file_name, in_table, in_transcript


@pytest.mark.parametrize(
    ("named", "saved"),
    [
        ("清单 2.pdf", "清单 2.pdf"),
        ("bill\u202efdp.exe", "billfdp.exe"),
        ("..\\..//.bashrc", "_..__.bashrc"),
        ("a\u200bb\x00\n.txt", "ab .txt"),
        ("\u202e", ""),
    ],
)
def test_name_of_a_file_hides_nothing_and_names_no_folder(named: str, saved: str) -> None:
    assert file_name(named) == saved


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("王小姐", "王小姐"),
        ("مرحبا", "مرحبا"),
        ("a\u202eb\u202cc", "abc"),
        ("a\u2066b\u2069c", "abc"),
        ("ad\u200bmin\ufeff\u2060", "admin"),
        ("\u200f\u200e", ""),
        ("\u3164\u2800\u115f", ""),
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
