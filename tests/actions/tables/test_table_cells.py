"""Ids in cells of spreadsheet programs."""

import pytest

from actions.tables.table_cells import RoundedNumber, plain_cell, read_id


@pytest.mark.parametrize("cell", ["4242", " 4242 ", "'4242", '="4242"', "4242.0", "4242,00"])
def test_signs_around_a_number_are_removed(cell: str) -> None:
    assert read_id(plain_cell(cell)) == "4242"


@pytest.mark.parametrize("cell", ["1.38001E+10", "1,38001E+10", "2.02611e+14", "1E+10"])
def test_rounded_number_is_refused(cell: str) -> None:
    with pytest.raises(RoundedNumber, match=r"was rounded by a spreadsheet program"):
        read_id(cell)


@pytest.mark.parametrize("cell", ["2026-000123", "A1.0", "E+10", "12E3", "v-991", "0042"])
def test_other_ids_stay_as_they_are(cell: str) -> None:
    assert read_id(cell) == cell
