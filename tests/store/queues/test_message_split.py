"""Cutting long texts: nothing lost, nothing torn apart, at the end of a sentence where there is one."""

import random
import unicodedata

import pytest

from store.queues.message_split import LONGEST, split, units

FAMILY = "👨‍👩‍👧‍👦"
THUMB = "👍🏽"
FLAG = "🇨🇳"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
HEART = "❤️"


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_short_text_stays_whole() -> None:
    assert split("你好。") == ["你好。"]
    assert split("x" * LONGEST) == ["x" * LONGEST]


def test_empty_text_has_no_parts() -> None:
    assert split("") == []
    assert split(" \n ") == []


def test_units_count_emoji_twice() -> None:
    assert (units("ab"), units("你好"), units("😀"), units(FLAG)) == (2, 2, 2, 4)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("First one. Second one.", ["First one.", "Second one."]),
        ("第一句话在这里。第二句话在这里！", ["第一句话在这里。", "第二句话在这里！"]),
        ("one two\n\nthree four five", ["one two", "three four", "five"]),
        ("他说：“真的吗？”然后走了很远。", ["他说：“真的吗？”", "然后走了很远。"]),
        ("aaaa bbbb cccc", ["aaaa bbbb", "cccc"]),
        ("version 2.5 is out now", ["version 2.5", "is out now"]),
        ("abcdefghijklmnop", ["abcdefghijkl", "mnop"]),
    ],
)
def test_cut_is_at_the_best_end(text: str, parts: list[str]) -> None:
    assert split(text, 12) == parts


@pytest.mark.parametrize("drawn", [FAMILY, THUMB, FLAG, SCOTLAND, HEART, "1\ufe0f\u20e3", "का", "é"])
def test_what_is_drawn_as_one_stays_together(drawn: str) -> None:
    for before in range(20):
        parts = split("x" * before + drawn * 3, 20)
        assert "".join(parts) == "x" * before + drawn * 3
        assert sum(part.count(drawn) for part in parts) == 3


def test_flags_are_not_paired_wrongly() -> None:
    assert split(FLAG * 5, 10) == [FLAG * 2, FLAG * 2, FLAG]


def test_one_drawing_that_is_too_large_is_cut_all_the_same() -> None:
    parts = split("e" + "\u0301" * 30, 10)
    assert "".join(parts) == "e" + "\u0301" * 30
    assert max(map(units, parts)) <= 10


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_lost_and_no_part_is_too_long(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311 - a seeded source of texts, not of secrets
    pieces = [FAMILY, THUMB, FLAG, HEART, "好", "。", ". ", "\n", "\n\n", "word", " ", "，", "a"]
    text = "".join(source.choice(pieces) for _ in range(400))
    parts = split(text, 50)
    assert squeezed("".join(parts)) == squeezed(text)
    assert max(map(units, parts)) <= 50
    assert not any(unicodedata.category(part[0]) in {"Mn", "Me"} or part[0] == "\u200d" for part in parts)
