"""Columns of invitations: packed, joined and cut."""

from datetime import UTC, datetime

import numpy as np

from store.models.occasions import Occasion
from store.reports.sums.gathering import Meanings
from store.reports.sums.instruments import Instrument, Item
from store.reports.sums.raw import Asked, Place
from store.reports.sums.statistic import Course
from store.reports.sums.sum_columns import ANSWERED, DELIVERED, MISSING, Columns, columns_of

AT = datetime(2026, 11, 23, 4, tzinfo=UTC)
KNOWN = Meanings((Instrument("visit", (Item("score", "rating"), Item("again", "yes_no")), {}),), ())


def asked(
    customer: int, sheet: str | None, outlet: str | None = "north", version: int | None = None
) -> Asked:
    place = Place(AT, "visit", outlet, None, None, "zh", Occasion.SERVICE)
    return Asked(place, Course("completed", sent=True, delivered=True, sheet=sheet), customer, AT, version)


def made(*rows: Asked, known: Meanings = KNOWN) -> Columns:
    return columns_of(rows, known)[("visit", "service")]


def test_invitations_become_columns() -> None:
    columns = made(asked(7, "score=5"), asked(9, None, None))
    assert columns.fixed["customer"].tolist() == [7, 9]
    assert columns.fixed["state"].tolist() == [DELIVERED + ANSWERED, DELIVERED]
    assert {name: numbers.tolist() for name, numbers in columns.numbers.items()} == {
        "score": [5, MISSING],
        "again": [MISSING, MISSING],
    }
    assert columns.named("outlet", "north").tolist() == [True, False]
    assert columns.named("outlet", None).tolist() == [False, True]
    assert columns.named("outlet", "nowhere").tolist() == [False, False]


def test_what_is_packed_is_unpacked_the_same() -> None:
    columns = made(asked(7, "score=5;again=1"), asked(2_000_000_000, None, "南店"))
    found = Columns.unpack(columns.pack())
    assert list(found.names) == list(columns.names)
    for before, after in ((columns.fixed, found.fixed), (columns.numbers, found.numbers)):
        assert {name: each.tolist() for name, each in after.items()} == {
            name: each.tolist() for name, each in before.items()
        }


def test_joined_columns_agree_on_names_and_questions() -> None:
    other = Meanings((Instrument("visit", (Item("ease", "ces"),), {}),), ())
    first, second = made(asked(1, "score=4", "south")), made(asked(2, "ease=7", "north"), known=other)
    columns = Columns.joined([first, second])
    assert [columns.names[code] for code in columns.fixed["outlet"]] == ["south", "north"]
    assert {name: numbers.tolist() for name, numbers in columns.numbers.items()} == {
        "score": [4, MISSING],
        "again": [MISSING, MISSING],
        "ease": [MISSING, 7],
    }
    assert len(columns.where(np.array([False, True]))) == 1


def test_answer_on_another_scale_is_missing() -> None:
    then = Meanings(KNOWN.instruments, (), {4: {"score": "ces"}})
    assert made(asked(1, "score=7", version=4), known=then).numbers["score"].tolist() == [MISSING]
    assert made(asked(1, "score=4", version=5), known=then).numbers["score"].tolist() == [4]
