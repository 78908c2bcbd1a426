"""Sending rows as a file that a spreadsheet program opens; the audit log says who took it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response, StreamingResponse

from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters
from bot.console.web.visit import Visit
from bot.spreadsheets.streams import stream, write_csv, write_xlsx
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


@dataclass(frozen=True, slots=True)
class Listing(Generic[Listed]):
    """A list: its name, its columns, and how its rows are read and written."""

    name: str
    header: Sequence[str]
    read: ReadPage[Listed]
    as_row: Callable[[Listed], Row]


async def send_list(visit: Visit, viewer: Viewer, listing: Listing[Listed], asked: Parameters) -> Response:
    """Return a response that sends a list as a file."""
    columns = tuple(visit.text(f"columns.{column}") for column in listing.header)
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        async with visit.deps.database.reading() as session:
            rows = list_rows(session, listing)
            if form_of(visit) is SheetForm.CSV:
                await write_csv(file, columns, rows, visit.zone)
            else:
                await write_xlsx(file, [(listing.name, columns, rows)], visit.zone)
        response = await send_file(visit, viewer, listing.name, file, asked)
        stack.pop_all()  # the response closes it
        return response


async def send_file(visit: Visit, viewer: Viewer, name: str, file: IO[bytes], asked: Parameters) -> Response:
    """Return a response that sends a file and closes it; the audit log notes who took what."""
    form = form_of(visit)
    entry = AuditEntry(
        at=visit.now,
        actor=f"staff:{viewer.staff_id}",
        action=f"export.{name.replace('-', '_')}",
        detail={"form": form.value, "filter": noted(asked)},
    )
    async with visit.deps.database.transaction() as session:
        session.add(entry)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return StreamingResponse(stream(file), media_type=MEDIA_TYPES[form], headers=headers)


def noted(asked: Parameters) -> dict[str, object]:
    """Return a filter as the audit log keeps it: of the words of a search only that there were some."""
    kept = asked.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude_none=True, exclude={"after", "before"}
    )
    return kept | {"q": True} if kept.get("q") else kept


async def list_rows(session: AsyncSession, listing: Listing[Listed]) -> AsyncIterator[Row]:
    """Yield all rows as they are at one moment.

    The position in most lists is a time that changes with each message; with a moment for each page, rows
    would be lost or doubled.
    """
    after = None
    while True:
        page = await listing.read(session, after)
        for one in page.rows:
            yield listing.as_row(one)
        session.expunge_all()  # or the session would remember every row
        if page.following is None:
            return
        after = page.following
