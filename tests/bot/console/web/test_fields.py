"""What may stand in an address or a form."""

from datetime import UTC, date, datetime
from typing import Annotated

import pytest
from starlette.requests import Request

from bot.console.web.fields import (
    LARGEST_ID,
    BadInput,
    Blank,
    CursorField,
    Day,
    Parameters,
    RowId,
    ShortText,
    cursor_text,
    path_id,
    read_fields,
)
from store.queries.not_found import NotFound
from store.queries.paging import Cursor


class Sample(Parameters):
    day: Annotated[Day | None, Blank] = None
    row: Annotated[RowId | None, Blank] = None
    text: Annotated[ShortText | None, Blank] = None
    place: Annotated[CursorField | None, Blank] = None


def test_blank_and_missing_values_are_the_same() -> None:
    assert read_fields(Sample, {"day": "", "row": " ", "text": "", "place": ""}) == Sample()


def test_good_values_are_read() -> None:
    sample = read_fields(Sample, {"day": "2026-11-23", "row": "7", "text": "north", "unknown": "x"})
    assert (sample.day, sample.row, sample.text) == (date(2026, 11, 23), 7, "north")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("day", "yesterday"),
        ("day", "0001-01-01"),
        ("day", "9999-12-31"),
        ("day", "2026-02-30"),
        ("row", "0"),
        ("row", "-1"),
        ("row", str(LARGEST_ID + 1)),
        ("row", "1e3"),
        ("text", "x" * 101),
        ("text", "a\x00b"),
        ("text", "a\u202eb"),
        ("place", "x"),
        ("place", "1"),
        ("place", "-1-1"),
        ("place", "1-²"),
        ("place", f"{10**17}-1"),
        ("place", f"1-{LARGEST_ID + 1}"),
    ],
)
def test_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(BadInput) as raised:
        read_fields(Sample, {name: value})
    assert raised.value.names == (name,)


def test_all_bad_values_are_named_at_once() -> None:
    with pytest.raises(BadInput) as raised:
        read_fields(Sample, {"day": "x", "row": "x"})
    assert raised.value.names == ("day", "row")


def test_place_in_a_list_comes_back_as_it_was() -> None:
    cursor = Cursor(datetime(2026, 11, 23, 4, 5, 6, 789_012, UTC), 17)
    assert read_fields(Sample, {"place": cursor_text(cursor)}).place == cursor


@pytest.mark.parametrize("row_id", [0, LARGEST_ID + 1, 10**40])
def test_id_that_no_row_can_have_is_not_found(row_id: int) -> None:
    with pytest.raises(NotFound):
        path_id(Request({"type": "http", "path_params": {"message": row_id}}), "message")


def test_id_is_taken_from_the_address() -> None:
    assert path_id(Request({"type": "http", "path_params": {"message": LARGEST_ID}}), "message") == LARGEST_ID


def test_nul_is_refused_in_every_field_that_is_read() -> None:
    class Form(Parameters):
        name: str
        other: str = ""

    with pytest.raises(BadInput) as refused:
        read_fields(Form, {"name": "a\0", "unread": "\0"})
    assert refused.value.names == ("name",)
    assert read_fields(Form, {"name": "a", "unread": "\0"}) == Form(name="a")
