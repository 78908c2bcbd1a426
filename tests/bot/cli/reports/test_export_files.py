"""`huifang export` writes rows for a spreadsheet program."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from bot.cli.reports.export_files import export
from tests.bot.cli.reports.conftest import run, table

pytestmark = pytest.mark.dates


def test_answers_are_exported_one_a_row(house: Path) -> None:
    rows = table(run(export, "answers", "--survey", "word_of_mouth").stdout_bytes)
    assert [row[4:6] for row in rows] == [
        ["question", "number"],
        *(["recommend", n] for n in ("10", "9", "8", "3")),
    ]


def test_conversations_are_exported_with_their_header(house: Path) -> None:
    rows = table(run(export, "conversations", "--zone", "Europe/Berlin").stdout_bytes)
    assert [row[:2] for row in rows] == [["conversation", "customer"]]


def test_answers_are_exported_as_a_workbook(house: Path) -> None:
    data = run(export, "answers", "--xlsx").stdout_bytes
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    assert sheet.max_row == 1 + 15 + 4 + 12 + 2
