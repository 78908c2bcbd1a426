"""Repeated fields are found by their numbers."""

from bot.console.documents.numbered_fields import numbers_in


def test_numbers_are_in_their_order() -> None:
    names = ["rows.10.key", "rows.2.key", "rows.2.was", "other.3.key", "rows.4.part.key"]
    assert numbers_in(names, "rows.", ".key") == [2, 10]


def test_what_the_page_does_not_write_is_no_number() -> None:
    parts = ["0", "07", "-1", "", "x", "²", "١", "9999999", "120"]
    assert numbers_in([f"en:help:{part}" for part in parts], "en:help:") == [0, 120]
