"""The score sheet as a workbook whose composites are formulas: who changes the points sees them change."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from store.reports.score_sheet import ScoredBy, ScoreRow, ScoreSheet

POINTS, HEADER, FIRST = 1, 2, 3  # rows
GROUP, TOTAL, LOW, HIGH, RANK = 1, 2, 3, 4, 5  # columns
PARTS = tuple(ScoredBy)
VALUES = RANK + 1  # then as many columns each of values, low ends, high ends and counts
LOWS, HIGHS, COUNTS = (VALUES + times * len(PARTS) for times in (1, 2, 3))
PERCENT, SCORE = "0%", "0.0"


def score_workbook(sheet: ScoreSheet, title: str, heads: Sequence[str], parts: Sequence[str]) -> bytes:
    """Return the workbook. `heads` name points, group, total, low, high, rank and n; `parts` the parts."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - for the types: a new workbook has one
    page.title = title
    weights = [float(sheet.weights.get(part, 0)) for part in PARTS]
    _head(page, heads, parts, weights)
    for number, row in enumerate(sheet.rows, FIRST):
        _write(page, number, row, weights)
    page.freeze_panes = f"{get_column_letter(TOTAL)}{FIRST}"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _head(page: Worksheet, heads: Sequence[str], parts: Sequence[str], weights: Sequence[float]) -> None:
    points, group, total, low, high, rank, count = heads
    _text(page.cell(POINTS, GROUP), points)
    for at, name in enumerate((group, total, low, high, rank), GROUP):
        _text(page.cell(HEADER, at), name)
    for at, (weight, name) in enumerate(zip(weights, parts, strict=True)):
        page.cell(POINTS, VALUES + at, weight)
        for first, what in ((VALUES, ""), (LOWS, low), (HIGHS, high), (COUNTS, count)):
            _text(page.cell(HEADER, first + at), f"{name} {what}".strip())


def _write(page: Worksheet, at: int, row: ScoreRow, weights: Sequence[float]) -> None:
    _text(page.cell(at, GROUP), row.group)
    for column, formula in ((TOTAL, _total(at)), (LOW, _end(at, LOWS, "-")), (HIGH, _end(at, HIGHS, "+"))):
        page.cell(at, column, formula).number_format = SCORE
    if row.rank is not None:
        page.cell(at, RANK, _rank(str(row.rank), weights))
    for place, name in enumerate(PARTS):
        part = row.parts[name]
        page.cell(at, COUNTS + place, part.n)
        if part.estimate is not None:
            found = part.estimate
            ends = (VALUES, found.value), (LOWS, found.interval.low), (HIGHS, found.interval.high)
            for first, number in ends:
                page.cell(at, first + place, number).number_format = PERCENT


def _total(row: int) -> str:
    """The weighted mean of the parts that have a value, in points of a hundred."""
    return f'=IFERROR(100*SUMPRODUCT({_cells(row, VALUES)},{_points()})/{_counted(row)},"")'


def _end(row: int, first: int, sign: str) -> str:
    """An end of the interval: the weighted arms, squared and added."""
    total = f"{get_column_letter(TOTAL)}{row}"
    arms = f"SUMPRODUCT((({_cells(row, VALUES)}-{_cells(row, first)})*{_points()})^2)"
    return f'=IFERROR({total}{sign}100*SQRT({arms})/{_counted(row)},"")'


def _rank(rank: str, weights: Sequence[float]) -> str:
    """The rank, which is left out once the points are others: it was found with these."""
    same = ",".join(
        f"${get_column_letter(VALUES + at)}${POINTS}={weight!r}" for at, weight in enumerate(weights)
    )
    return f'=IF(AND({same}),"{rank}","\u2013")'


def _counted(row: int) -> str:
    """The points of the parts that have a value."""
    return f"SUMPRODUCT(--ISNUMBER({_cells(row, VALUES)}),{_points()})"


def _cells(row: int, first: int) -> str:
    return f"{get_column_letter(first)}{row}:{get_column_letter(first + len(PARTS) - 1)}{row}"


def _points() -> str:
    last = VALUES + len(PARTS) - 1
    return f"${get_column_letter(VALUES)}${POINTS}:${get_column_letter(last)}${POINTS}"


def _text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that no program takes for a formula, also if it begins like one."""
    cell.value = text
    cell.data_type = "s"
