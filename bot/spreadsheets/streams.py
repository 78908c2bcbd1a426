"""Tables written to a temporary file, which is sent piece by piece: memory does not grow with the table."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from typing import IO
from zoneinfo import ZoneInfo

from bot.spreadsheets.table_files import CsvFile, Row, XlsxFile

PIECE = 64 * 1024  # bytes
Tables = Iterable[tuple[str, tuple[str, ...], AsyncIterable[Row]]]


async def write_csv(
    file: IO[bytes], header: tuple[str, ...], rows: AsyncIterable[Row], zone: ZoneInfo
) -> None:
    """Write a table as CSV."""
    table = CsvFile(file, zone)
    await table.table("", header, rows)
    table.close()


async def write_xlsx(file: IO[bytes], tables: Tables, zone: ZoneInfo) -> None:
    """Write a workbook; where that fails, nothing of it is left on the disk."""
    book = XlsxFile(file, zone)
    try:
        for title, header, rows in tables:
            await book.table(title, header, rows)
        await asyncio.to_thread(book.close)
    except BaseException:
        book.discard()
        raise


async def stream(file: IO[bytes]) -> AsyncIterator[bytes]:
    """Yield a file from its beginning, and close it."""
    with file:
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
