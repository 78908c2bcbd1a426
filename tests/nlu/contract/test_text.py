"""Cleaning a customer's text at the edge."""

import time

import pytest

from nlu.contract.text import MAX_CHARACTERS, classifiable, clean


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("hello", "hello"),
        ("  hello \t there  ", "hello there"),
        ("a\x00b\x07c", "abc"),
        ("half \ud83d gone", "half gone"),
        ("joined \ud83d\ude00", "joined 😀"),
        ("\u202eevil\u200b", "evil"),
        ("one\r\n\r\n\r\ntwo", "one\ntwo"),
        ("ＡＢＣ１２３", "ＡＢＣ１２３"),
        ("家庭 👨‍👩‍👧 好", "家庭 👨‍👩‍👧 好"),
        ("", ""),
        ("\x00\x01\n ", ""),
    ],
)
def test_clean_keeps_what_can_be_seen(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_clean_leaves_text_that_any_database_takes() -> None:
    every = "".join(chr(code) for code in range(0x110000))
    cleaned = clean(every)
    assert (cleaned.encode("utf-8").decode("utf-8"), "\x00" in cleaned) == (cleaned, False)


def test_clean_twice_is_clean_once() -> None:
    raw = " a \u200b b\r\n \n\x0bc \t"
    assert clean(clean(raw)) == clean(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('/praise{"agent":"x"}', 'praise{"agent":"x"}'),
        ("/ my parcel never came", "my parcel never came"),
        (" \n//　/complaint", "complaint"),
        ("\u200b/complaint", "complaint"),
        ("\ufeff \u2060/ /complaint", "complaint"),
        ("／inquiry", "inquiry"),
        ("24/7?", "24/7?"),
        ("/", ""),
    ],
)
def test_classifiable_is_never_a_slash_command(raw: str, expected: str) -> None:
    assert classifiable(raw) == expected


def test_classifiable_ends_at_the_limit() -> None:
    assert classifiable("很" * 100_000) == "很" * MAX_CHARACTERS


def test_classifiable_finds_text_behind_invisible_padding() -> None:
    assert classifiable("\u200b" * 3_000 + "/hello") == "hello"


def test_classifiable_costs_no_more_for_endless_text() -> None:
    began = time.perf_counter()
    classifiable("x " * 5_000_000)
    assert time.perf_counter() - began < 1
