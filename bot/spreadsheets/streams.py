"""Tables as streams of bytes: what memory holds does not grow with the table."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from io import BytesIO
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo

from bot.spreadsheets.table_files import CsvFile, Row, XlsxFile, each

PIECE = 64 * 1024  # bytes
Tables = Iterable[tuple[str, tuple[str, ...], AsyncIterator[Row]]]


async def csv_stream(
    header: tuple[str, ...], rows: AsyncIterator[Row], zone: ZoneInfo
) -> AsyncIterator[bytes]:
    """Yield a table as CSV while its rows come."""
    buffer = BytesIO()
    file = CsvFile(buffer, zone)
    await file.table("", header, each(()))
    async for row in rows:
        file.add(row)
        if buffer.tell() >= PIECE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    file.close()
    yield buffer.getvalue()


async def xlsx_stream(tables: Tables, zone: ZoneInfo) -> AsyncIterator[bytes]:
    """Yield a workbook, which is written to a temporary file before."""
    with TemporaryFile() as file:
        book = XlsxFile(file, zone)
        for title, header, rows in tables:
            await book.table(title, header, rows)
        await asyncio.to_thread(book.close)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
