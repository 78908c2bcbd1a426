"""A report as text for a terminal: aligned columns, and how to read them."""

import unicodedata
from collections.abc import Iterable, Sequence

from wcwidth import ljust, rjust, width

from bot.spreadsheets.sections import Cell, Section, sections
from store.reports.report import Report
from store.reports.statistics.formulas import ENOUGH

GAP = "  "
# The long names of the formulas are listed below the tables, by number.
NUMBERED = "formula"
NOTES = f"""\
Each value is given with n and a 95 % interval (low, high): shares from 0 to 1, balances from -1 to 1, means
and gaps in steps of their scale. Fewer than {ENOUGH} answers, or customers, are too few: no interval
and no rank.
The intervals tell how far chance may have led the answers astray. They do not tell what those would have
said who did not answer: where the dissatisfied answer less often, every score is too high.
The p of a comparison is corrected for all groups and measures of the report, that of a change for all lines
of its table (Holm): of a hundred reports in which nothing differs, five at most say that something does.
"""


def as_text(report: Report) -> str:
    """Return all tables, then the formulas and notes."""
    tables = sections(report)
    formulas = tuple(dict.fromkeys(_formulas(tables)))
    blocks = [_block(_numbered(table, formulas)) for table in tables]
    named = [f"[{number}] {formula}" for number, formula in enumerate(formulas, 1)]
    return "\n".join([_period(report), "", *blocks, *named, "", NOTES])


def _period(report: Report) -> str:
    scope, zone = report.asked.scope, report.asked.zone
    since = f"{scope.since.astimezone(zone):%Y-%m-%d %H:%M}" if scope.since else "the beginning"
    until = f"{scope.until.astimezone(zone):%Y-%m-%d %H:%M}" if scope.until else "now"
    return f"Surveys sent from {since} until {until} ({zone.key})"


def _formulas(tables: Iterable[Section]) -> Iterable[str]:
    for table in tables:
        if NUMBERED in table.header:
            place = table.header.index(NUMBERED)
            yield from (str(row[place]) for row in table.rows)


def _numbered(table: Section, formulas: Sequence[str]) -> Section:
    if NUMBERED not in table.header:
        return table
    place = table.header.index(NUMBERED)
    rows = (
        (*row[:place], f"[{formulas.index(str(row[place])) + 1}]", *row[place + 1 :]) for row in table.rows
    )
    return Section(table.title, table.header, tuple(rows))


def _block(table: Section) -> str:
    """Return one table without its empty columns."""
    lines = [list(table.header), *([_shown(cell) for cell in row] for row in table.rows)]
    columns = [column for column in zip(*lines, strict=True) if any(column[1:])]
    widths = [max(width(cell) for cell in column) for column in columns]
    numeric = [all(_is_number(cell) for cell in column[1:]) for column in columns]
    text = [
        GAP.join(
            (rjust if is_numeric else ljust)(cell, columns)
            for cell, columns, is_numeric in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in zip(*columns, strict=True)
    ]
    return "\n".join([table.title.upper(), *text, ""])


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{round(cell, 3) + 0.0:.3f}"  # adding 0 takes the sign off a zero
    # A name may contain control characters, which must not reach the terminal.
    text = "" if cell is None else str(cell)
    return "".join(letter for letter in text if unicodedata.category(letter)[0] != "C")


def _is_number(cell: str) -> bool:
    return not cell or cell.lstrip("-").replace(".", "", 1).isdigit()
