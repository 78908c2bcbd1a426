"""Sending rows as a file that a spreadsheet program opens, page by page; the audit log says who took it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response, StreamingResponse

from actions.staff.sessions import Viewer
from bot.console.web.visit import Visit
from bot.spreadsheets.streams import csv_stream, xlsx_stream
from bot.spreadsheets.table_files import Row
from store.models.staff import AuditEntry
from store.queries.paging import Cursor, Page

AT_ONCE = 500  # rows of a page


class SheetForm(StrEnum):
    """The kinds of files."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    SheetForm.CSV: "text/csv; charset=utf-8",
    SheetForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Listed = TypeVar("Listed")
# Reads the page after a position.
ReadPage = Callable[[AsyncSession, Cursor | None], Awaitable[Page[Listed]]]


def form_of(visit: Visit) -> SheetForm:
    """Return the kind of file that the address ends with."""
    return SheetForm(visit.request.url.path.rpartition(".")[2])


async def send_list(
    visit: Visit,
    viewer: Viewer,
    name: str,
    header: Sequence[str],
    read: ReadPage[Listed],
    as_row: Callable[[Listed], Row],
) -> Response:
    """Return a response that streams a list; its first page is read at once, so that failures have a page."""
    first = await _page(visit, read, None)
    columns = tuple(visit.text(f"columns.{column}") for column in header)
    rows, zone = _rows(visit, first, read, as_row), visit.zone
    if form_of(visit) is SheetForm.CSV:
        content = csv_stream(columns, rows, zone)
    else:
        content = xlsx_stream([(name, columns, rows)], zone)
    return await send_file(visit, viewer, name, content)


async def send_file(visit: Visit, viewer: Viewer, name: str, content: AsyncIterator[bytes]) -> Response:
    """Return a response that streams a file, and note in the audit log who took it."""
    form = form_of(visit)
    async with visit.deps.database.transaction() as session:
        session.add(AuditEntry(at=visit.now, actor=f"staff:{viewer.staff_id}", action=f"export.{name}"))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return StreamingResponse(content, media_type=MEDIA_TYPES[form], headers=headers)


async def _page(visit: Visit, read: ReadPage[Listed], after: Cursor | None) -> Page[Listed]:
    async with visit.deps.database.reading() as session:
        return await read(session, after)


async def _rows(
    visit: Visit, page: Page[Listed], read: ReadPage[Listed], as_row: Callable[[Listed], Row]
) -> AsyncIterator[Row]:
    """Yield all rows; each page is read in a transaction of its size."""
    while True:
        for each in page.rows:
            yield as_row(each)
        if page.following is None:
            return
        page = await _page(visit, read, page.following)
