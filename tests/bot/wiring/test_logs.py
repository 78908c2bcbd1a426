"""Failures are told by kinds and places, and never in the words that they quote."""

import logging
import sys

import pytest

from bot.wiring.logs import WordlessFormatter, traced

PHONE = "+86 139-1234-5678"


def read(text: str) -> None:
    try:
        int(text)
    except ValueError as exc:
        raise LookupError(f"no such phone: {text}") from exc


def caught(text: str) -> BaseException:
    with pytest.raises(LookupError) as raised:
        read(text)
    return raised.value


def test_51_failure_is_told_by_its_kinds_and_places() -> None:
    told = traced(caught(PHONE))
    assert [line for line in told.splitlines() if not line.startswith(" ")] == [
        "builtins.LookupError",
        "caused by",
        "builtins.ValueError",
    ]
    assert (f"{__file__}" in told, "in read" in told, PHONE in told) == (True, True, False)


def test_51_every_failure_of_a_group_is_told() -> None:
    told = traced(ExceptionGroup(PHONE, [ValueError(PHONE), KeyError(PHONE)]))
    assert [line for line in told.splitlines() if line != "caused by"] == [
        "builtins.ExceptionGroup",
        "builtins.ValueError",
        "builtins.KeyError",
    ]


def test_51_foreign_line_is_told_by_its_level_and_name() -> None:
    failure = caught(PHONE)
    given = (type(failure), failure, failure.__traceback__)
    record = logging.LogRecord("asyncio", logging.ERROR, __file__, 1, f"lost: {PHONE}", (), given)
    told = WordlessFormatter("%(levelname)s %(name)s").format(record)
    assert (told.splitlines()[0], PHONE in told, sys.exc_info()[1]) == ("ERROR asyncio", False, None)
