"""The workbook of a score sheet, opened again and recalculated."""

from io import BytesIO

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.console.surveys.score_workbook import score_workbook
from tests.store.reports.score_rows import three_outlets

HEADS = ("Points", "Outlet", "Score", "low", "high", "Rank", "n")
PARTS = ("Satisfaction", "After", "Promises", "Checks", "Courtesy")


@pytest.fixture
def page() -> Worksheet:
    found = load_workbook(BytesIO(score_workbook(three_outlets(), "Score sheet", HEADS, PARTS))).active
    assert isinstance(found, Worksheet)
    return found


def numbers(page: Worksheet, cells: str) -> list[float | None]:
    (row,) = page[cells]
    return [each.value for each in row]


def test_composites_are_formulas_over_points_and_parts(page: Worksheet) -> None:
    counted = "SUMPRODUCT(--ISNUMBER(F3:J3),$F$1:$J$1)"
    assert [page[cell].value for cell in ("B3", "C3", "D3")] == [
        f'=IFERROR(100*SUMPRODUCT(F3:J3,$F$1:$J$1)/{counted},"")',
        f'=IFERROR(B3-100*SQRT(SUMPRODUCT(((F3:J3-K3:O3)*$F$1:$J$1)^2))/{counted},"")',
        f'=IFERROR(B3+100*SQRT(SUMPRODUCT(((F3:J3-P3:T3)*$F$1:$J$1)^2))/{counted},"")',
    ]
    assert [page[cell].data_type for cell in ("B3", "C3", "D6")] == ["f"] * 3


def test_formulas_come_to_the_figures_of_the_page(page: Worksheet) -> None:
    points = np.array(numbers(page, "F1:J1"), dtype=float)
    for at, row in enumerate(three_outlets().rows[:3], 3):
        values, lows, highs = (
            np.array([0.0 if each is None else each for each in numbers(page, f"{first}{at}:{last}{at}")])
            for first, last in (("F", "J"), ("K", "O"), ("P", "T"))
        )
        counted = points @ np.array([each is not None for each in numbers(page, f"F{at}:J{at}")], dtype=float)
        total = values @ points / counted
        ends = (
            total - np.sqrt((((values - lows) * points) ** 2).sum()) / counted,
            total + np.sqrt((((values - highs) * points) ** 2).sum()) / counted,
        )
        assert row.total is not None
        expected = row.total.value, row.total.interval.low, row.total.interval.high
        assert (total, *ends) == pytest.approx(expected)


def test_rank_is_left_out_once_the_points_are_others(page: Worksheet) -> None:
    points = zip("FGHIJ", numbers(page, "F1:J1"), strict=True)
    same = ",".join(f"${column}$1={float(each or 0)!r}" for column, each in points)
    assert page["E3"].value == f'=IF(AND({same}),"1","–")'


def test_names_are_texts_and_counts_are_numbers(page: Worksheet) -> None:
    rows = [[cell.value for cell in row[:1]] for row in page.iter_rows(min_row=3)]
    assert rows == [["north"], ["south"], ["=east"], ["west"]]
    assert (page["A5"].data_type, page["E5"].value) == ("s", None)
    assert numbers(page, "U3:Y3") == [100, 100, 100, 9, 0]
    assert [page[cell].value for cell in ("A1", "A2", "F2", "K2", "U2")] == [
        "Points",
        "Outlet",
        "Satisfaction",
        "Satisfaction low",
        "Satisfaction n",
    ]
