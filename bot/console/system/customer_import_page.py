"""Importing what other systems know about customers: the file is checked first, then taken in."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.responses import Response

from actions.customers.customer_import import CustomerImport, import_customers, plan_customers
from actions.customers.customer_table import (
    LARGEST,
    MOST_LINES,
    CustomerRow,
    LineProblem,
    WrongTable,
    read_customer_text,
    table_text,
)
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit

LARGEST_IMPORT = 10 * LARGEST  # bytes: an escaped Chinese character has nine
UNPROCESSABLE = 422
MOST_SHOWN = 50
LONGEST_TEXT = 2 * LARGEST  # characters: a browser posts each line end as two


class CustomerImportForm(Parameters):
    """The text of a file that was checked before; without `sure`, nothing is written."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ImportView:
    """What the page shows; `text` is the table that was checked, for the second step."""

    text: str = ""
    result: CustomerImport | None = None
    problems: Sequence[LineProblem] = ()
    is_done: bool = False


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the form, empty."""
    return await _show(visit, ImportView())


async def take(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Say what an import would change, or what is wrong; with `sure`, take it in."""
    posted = read_fields(CustomerImportForm, form)
    file = await _file(visit)
    try:
        text, rows = await asyncio.to_thread(_read, file, posted.text)
        if posted.sure:
            result = await _import(visit, viewer, rows)
        else:
            async with visit.deps.database.reading() as session:
                result = await plan_customers(session, rows)
    except WrongTable as exc:
        return await _show(visit, ImportView(problems=exc.problems))
    return await _show(visit, ImportView("" if posted.sure else text, result, is_done=posted.sure))


async def _file(visit: Visit) -> bytes | None:
    """Return the file; None in the second step."""
    file = (await visit.request.form()).get("file")
    return await file.read() if isinstance(file, UploadFile) and file.size else None


def _read(file: bytes | None, checked: str) -> tuple[str, list[CustomerRow]]:
    """Return the text of the file, else the one that was checked before, and its rows."""
    text = checked if file is None else table_text(file)
    return text, read_customer_text(text)


async def _import(visit: Visit, viewer: Viewer, rows: Sequence[CustomerRow]) -> CustomerImport:
    async with visit.deps.database.transaction() as session:
        return await import_customers(session, rows, visit.now, actor=f"staff:{viewer.staff_id}")


async def _show(visit: Visit, view: ImportView) -> Response:
    return await show_page(
        visit,
        "system/customer_import.html",
        UNPROCESSABLE if view.problems else 200,
        view=view,
        most_shown=MOST_SHOWN,
        most_lines=MOST_LINES,
    )
