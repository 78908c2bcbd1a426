"""The figures of the overview as a file: the tables of `huifang report` by outlet, in the viewer's language.

Measures, formulas and questions keep their codes, by which other programs read them.
"""

from contextlib import ExitStack
from tempfile import TemporaryFile

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.exports.file_sending import SheetForm, form_of, send_file
from bot.console.surveys.period_filter import PeriodQuery, read_period_filter
from bot.console.web.fields import read_fields
from bot.console.web.visit import Visit
from bot.spreadsheets.sections import HEADERS, TABLE, WORDS, Section, joined, sections
from bot.spreadsheets.streams import write_csv, write_xlsx
from bot.spreadsheets.table_files import each
from store.reports.report import ReportRequest, report
from store.reports.sums.grouping import By

FILE_WORDS = (TABLE, *HEADERS, *WORDS, *dict.fromkeys(name for header in HEADERS.values() for name in header))


async def figures(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the report of the outlet and period in the address."""
    query = read_fields(PeriodQuery, visit.request.query_params)
    chosen = read_period_filter(visit, query)
    asked = ReportRequest(
        chosen.scope(), chosen.zone, By.OUTLET, chosen.earlier(), visit.now, with_answers=True
    )
    async with visit.deps.database.reading() as session:
        tables = [_named(visit, table) for table in sections(await report(session, asked))]
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        if form_of(visit) is SheetForm.CSV:
            table = joined(tables, visit.text(text_key(TABLE)))
            await write_csv(file, table.header, each(table.rows), chosen.zone)
        else:
            await write_xlsx(file, [(one.title, one.header, each(one.rows)) for one in tables], chosen.zone)
        response = await send_file(visit, viewer, "report", file, query)
        stack.pop_all()  # the response closes it
        return response


def text_key(word: str) -> str:
    """Return the key of the text for a title, a column or a word of these tables."""
    return f"report_file.{word.replace(' ', '_')}"


def _named(visit: Visit, table: Section) -> Section:
    header = tuple(visit.text(text_key(column)) for column in table.header)
    rows = tuple(
        tuple(visit.text(text_key(cell)) if cell in WORDS else cell for cell in row) for row in table.rows
    )
    return Section(visit.text(text_key(table.title)), header, rows)
