"""The port `TableFile`: both kinds of file hold the same cells."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import IO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.spreadsheets.table_files import CsvFile, TableFile, XlsxFile, each

SHANGHAI = ZoneInfo("Asia/Shanghai")
HEADER = ("outlet", "mean", "at")
ROWS = [("北店", 4.5, datetime(2026, 11, 23, 4, 0, tzinfo=UTC)), ("=1+1", None, None), ("x\x00y", 0, None)]
Cells = list[list[str]]


def csv_cells(file: IO[bytes]) -> Cells:
    text = file.read().decode("utf-8-sig")
    return [row for row in csv.reader(text.splitlines()) if row]


def xlsx_cells(file: IO[bytes]) -> Cells:
    return [
        ["" if cell is None else str(cell) for cell in row]
        for sheet in load_workbook(file, read_only=True)
        for row in sheet.iter_rows(values_only=True)
    ]


KINDS: dict[str, tuple[type[CsvFile] | type[XlsxFile], Callable[[IO[bytes]], Cells]]] = {
    "csv": (CsvFile, csv_cells),
    "xlsx": (XlsxFile, xlsx_cells),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_tables_hold_their_header_and_rows(kind: str) -> None:
    make, read = KINDS[kind]
    file = BytesIO()
    table: TableFile = make(file, SHANGHAI)
    counts = [await table.table("A", HEADER, each(ROWS)), await table.table("B", ("only",), each([]))]
    table.close()
    assert (counts, file.closed) == ([3, 0], False)
    file.seek(0)
    cells = read(file)
    assert [row[0] for row in cells] == ["outlet", "北店", "'=1+1", "xy", "only"]
    assert (cells[1][1], cells[1][2][:16], cells[3][1]) == ("4.5", "2026-11-23 12:00", "0")
