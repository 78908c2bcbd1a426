"""Tables are written to a file, which is sent piece by piece."""

import threading
from collections.abc import AsyncIterator
from datetime import datetime, tzinfo
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.spreadsheets.streams import PIECE, stream, write_csv, write_xlsx
from bot.spreadsheets.table_files import Row, each

UTC = ZoneInfo("UTC")


class Formatted(datetime):
    """A time that notes in which threads it is formatted."""

    threads: set[int]

    def astimezone(self, tz: tzinfo | None = None) -> "Formatted":
        self.threads.add(threading.get_ident())
        return self


def made(size: int) -> BytesIO:
    """Return a file."""
    return BytesIO(b"x" * size)


def names_in(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return [entry.name for entry in folder.iterdir()]


async def broken_table() -> AsyncIterator[Row]:
    """Yield more than one piece, and fail."""
    for number in range(600):
        yield number, "我的手机号"
    raise ConnectionError


async def test_file_is_sent_in_pieces_and_closed() -> None:
    file = made(2 * PIECE + 1)
    pieces = [len(piece) async for piece in stream(file)]
    assert (pieces, file.closed) == ([PIECE, PIECE, 1], True)


async def test_file_that_is_not_sent_to_its_end_is_closed() -> None:
    file = made(2 * PIECE)
    sent = stream(file)
    await anext(sent)
    await sent.aclose()  # type: ignore[attr-defined]
    assert file.closed


async def test_no_cell_of_either_file_is_a_formula() -> None:
    rows = (("=1+1", 2), ("@SUM", 3))
    csv, book = BytesIO(), BytesIO()
    await write_csv(csv, ("a", "b"), each(rows), UTC)
    await write_xlsx(book, [("Sheet", ("a", "b"), each(rows))], UTC)
    assert csv.getvalue().decode("utf-8-sig").splitlines() == ["a,b", "'=1+1,2", "'@SUM,3"]
    page = load_workbook(book)["Sheet"]
    assert [tuple(cell.value for cell in row) for row in page] == [("a", "b"), ("'=1+1", 2), ("'@SUM", 3)]
    assert {cell.data_type for row in page for cell in row} == {"s", "n"}


async def test_long_table_is_whole() -> None:
    rows = [(number,) for number in range(1201)]
    csv, book = BytesIO(), BytesIO()
    await write_csv(csv, ("n",), each(rows), UTC)
    await write_xlsx(book, [("Sheet", ("n",), each(rows))], UTC)
    assert csv.getvalue().decode("utf-8-sig").split() == ["n", *(str(number) for (number,) in rows)]
    assert list(load_workbook(book)["Sheet"].values) == [("n",), *rows]


async def test_rows_are_written_beside_the_event_loop() -> None:
    time = Formatted(2026, 11, 1, tzinfo=UTC)
    Formatted.threads = set()
    await write_csv(BytesIO(), ("at",), each([(time,)]), UTC)
    await write_xlsx(BytesIO(), [("Sheet", ("at",), each([(time,)]))], UTC)
    assert (bool(Formatted.threads), threading.get_ident() in Formatted.threads) == (True, False)


async def test_broken_workbook_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    begun: list[str] = []

    async def watched() -> AsyncIterator[Row]:
        async for row in broken_table():
            begun.extend(names_in(tmp_path))
            yield row

    with pytest.raises(ConnectionError):
        await write_xlsx(BytesIO(), [("one", ("n",), each([(1,)])), ("two", ("n", "s"), watched())], UTC)
    assert (bool(begun), names_in(tmp_path)) == (True, [])
