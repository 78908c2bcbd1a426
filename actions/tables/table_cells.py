"""Ids in cells: what spreadsheet programs put around them is removed, what they have rounded is refused."""

import re

FORMULA = re.compile(r'="([^"]*)"')
ROUNDED = re.compile(r"\d(?:[.,]\d{1,20})?[eE]\+\d{1,3}")
WHOLE = re.compile(r"(\d{1,20})[.,]0{1,6}")


class RoundedNumber(Exception):
    """A long number has lost its digits."""

    def __init__(self, cell: str) -> None:
        super().__init__(
            f"{cell} was rounded by a spreadsheet program: make the column text there, and export it again"
        )


def plain_cell(cell: str) -> str:
    """Return a cell without the signs that make a number text: `="4242"` and `'4242` are 4242."""
    cell = cell.strip()
    formula = FORMULA.fullmatch(cell)
    return formula[1].strip() if formula else cell.removeprefix("'")


def read_id(cell: str) -> str:
    """Return an id; `4242.0`, as programs write a number of a column with gaps, is 4242.

    Raises:
        RoundedNumber: it is in the form of powers of ten, such as 1.38001E+10.
    """
    if ROUNDED.fullmatch(cell):
        raise RoundedNumber(cell)
    whole = WHOLE.fullmatch(cell)
    return whole[1] if whole else cell
