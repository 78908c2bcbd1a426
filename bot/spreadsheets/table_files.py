"""Tables as files: CSV for every spreadsheet program, and XLSX; both written row by row."""

import csv
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from io import TextIOWrapper
from typing import IO, Protocol
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from bot.spreadsheets.cells import Value, safe

Row = tuple[Value, ...]

LONGEST_SHEET = 1_048_576  # rows that Excel opens, the header included
LONGEST_TITLE = 31


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
        async for row in rows:
            self.add(row)
            count += 1
        return count

    def add(self, row: Row) -> None:
        """Write another row of the table."""
        self._writer.writerow([safe(value, self._zone) for value in row])

    def close(self) -> None:
        """See `TableFile`."""
        self._text.flush()
        self._text.detach()


class XlsxFile:
    """A workbook with one sheet a table, and more if a table is longer than Excel allows."""

    def __init__(self, file: IO[bytes], zone: ZoneInfo) -> None:
        self._file = file
        self._book = Workbook(write_only=True)
        self._zone = zone

    async def table(self, title: str, header: tuple[str, ...], rows: AsyncIterable[Row]) -> int:
        """See `TableFile`."""
        count, room = 0, LONGEST_SHEET - 1
        sheet = self._book.create_sheet(title[:LONGEST_TITLE])
        sheet.append(header)
        async for row in rows:
            if count and count % room == 0:
                sheet = self._book.create_sheet(f"{title} {count // room + 1}"[:LONGEST_TITLE])
                sheet.append(header)
            sheet.append([safe(value, self._zone) for value in row])
            count += 1
        return count

    def close(self) -> None:
        """See `TableFile`."""
        self._book.save(self._file)


async def each(rows: Iterable[Row]) -> AsyncIterator[Row]:
    """Yield rows that are in memory."""
    for row in rows:
        yield row
