"""Tables as files: CSV for every spreadsheet program, and XLSX; both written piece by piece.

Rows are formatted and written in a thread, because hundreds of them would hold up everything else.
"""

import asyncio
import csv
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, Protocol
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from bot.spreadsheets.cells import Value, safe

Row = tuple[Value, ...]

LONGEST_SHEET = 1_048_576  # rows that Excel opens, the header included
LONGEST_TITLE = 31
ROWS_AT_ONCE = 500


class TableFile(Protocol):
    """A file of one or several tables."""

    async def table(self, title: str, header: tuple[str, ...], rows: AsyncIterable[Row]) -> int:
        """Write one table; return the number of its rows."""
        ...

    def close(self) -> None:
        """Write what is buffered; the file itself stays open."""
        ...


class CsvFile:
    """Comma-separated values in UTF-8 with a byte order mark, without which Excel reads Latin-1."""

    def __init__(self, file: IO[bytes], zone: ZoneInfo) -> None:
        self._text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        self._writer = csv.writer(self._text)
        self._zone = zone

    async def table(self, title: str, header: tuple[str, ...], rows: AsyncIterable[Row]) -> int:
        """See `TableFile`."""
        count = 0
        self._writer.writerow(header)
        async for piece in _pieces(rows):
            await asyncio.to_thread(self._write, piece)
            count += len(piece)
        return count

    def close(self) -> None:
        """See `TableFile`."""
        self._text.flush()
        self._text.detach()

    def _write(self, piece: Sequence[Row]) -> None:
        self._writer.writerows([safe(value, self._zone) for value in row] for row in piece)


class XlsxFile:
    """A workbook with one sheet a table, and more if a table is longer than Excel allows."""

    def __init__(self, file: IO[bytes], zone: ZoneInfo) -> None:
        self._file = file
        self._book = Workbook(write_only=True)
        self._zone = zone

    async def table(self, title: str, header: tuple[str, ...], rows: AsyncIterable[Row]) -> int:
        """See `TableFile`."""
        count = 0
        self._begin(title, header)
        async for piece in _pieces(rows):
            await asyncio.to_thread(self._write, title, header, piece, count)
            count += len(piece)
        return count

    def close(self) -> None:
        """See `TableFile`."""
        self._book.save(self._file)

    def discard(self) -> None:
        """Remove the temporary files, which openpyxl keeps until the process ends if nothing is saved."""
        with ExitStack() as stack:
            for sheet in self._book.worksheets:
                stack.callback(_drop, sheet)

    def _begin(self, title: str, header: tuple[str, ...]) -> None:
        self._sheet = self._book.create_sheet(title[:LONGEST_TITLE])
        self._sheet.append(header)

    def _write(self, title: str, header: tuple[str, ...], piece: Sequence[Row], before: int) -> None:
        room = LONGEST_SHEET - 1
        for number, row in enumerate(piece, before):
            if number and number % room == 0:
                self._begin(f"{title} {number // room + 1}", header)
            self._sheet.append([safe(value, self._zone) for value in row])


def _drop(sheet: Any) -> None:
    try:
        if not sheet.closed:
            sheet.close()
    finally:
        writer = sheet._writer  # noqa: SLF001 - openpyxl has no other way to its temporary file
        if Path(writer.out).exists():
            writer.cleanup()


async def _pieces(rows: AsyncIterable[Row]) -> AsyncIterator[Sequence[Row]]:
    piece: list[Row] = []
    async for row in rows:
        piece.append(row)
        if len(piece) == ROWS_AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


async def each(rows: Iterable[Row]) -> AsyncIterator[Row]:
    """Yield rows that are in memory."""
    for row in rows:
        yield row
