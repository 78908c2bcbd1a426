"""`huifang report` and `huifang export` as commands."""

import asyncio
import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from click import Command
from click.testing import CliRunner, Result

from bot.cli.reports.export_files import export
from bot.cli.reports.report_command import report
from store.engine.database import Database
from store.schema import upgrade
from tests.conftest import NOON
from tests.store.reports.scene import play

pytestmark = pytest.mark.dates


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database that has answers in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")

    async def fill() -> None:
        database = Database.at(f"sqlite:///{tmp_path / 'huifang.db'}")
        await upgrade(database)
        await play(database, NOON)
        await database.close()

    asyncio.run(fill())
    return tmp_path


def run(command: Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_report_is_readable(house: Path) -> None:
    shown = run(report, "--by", "outlet", "--from", "2026-11-01")
    assert shown.exit_code == 0
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert ["north", "csat", "satisfaction", "12", "0.833", "0.552", "0.953"] in [line[:7] for line in lines]
    assert "not enough answers" in shown.stdout


def test_rebuilt_report_is_the_same(house: Path) -> None:
    before = run(report, "--by", "agent")
    assert "folds were computed" in run(report, "rebuild").stdout
    assert run(report, "--by", "agent").stdout == before.stdout


@pytest.mark.parametrize("by", ["outlet", "week"])
def test_report_is_drawn(house: Path, by: str) -> None:
    shown = run(report, "--by", by, "--charts", str(house / "charts"))
    assert shown.exit_code == 0
    names = {file.name for file in (house / "charts").iterdir()}
    assert names >= {"funnel.svg", "csat-satisfaction.svg", "nps-recommend.svg", "gap-servqual.svg"}
    group = "north" if by == "outlet" else "2026-W48"
    assert group in (house / "charts" / "csat-satisfaction.svg").read_text(encoding="utf-8")


def test_report_is_json_as_the_api_answers(house: Path) -> None:
    answer = json.loads(run(report, "--json", "--survey", "word_of_mouth").stdout)
    (nps,) = (each for each in answer["figures"] if each["subject"]["measure"] == "nps")
    assert (nps["figure"]["n"], nps["figure"]["value"], nps["figure"]["enough"]) == (4, 0.25, False)


def test_report_is_csv_with_a_byte_order_mark(house: Path) -> None:
    data = run(report, "--csv").stdout_bytes
    assert data.startswith(b"\xef\xbb\xbf")
    assert table(data)[0][:4] == ["table", "group", "measure", "question"]


def test_report_is_a_workbook(house: Path) -> None:
    assert run(report, "--xlsx", "--by", "outlet", "--output", "r.xlsx").exit_code == 0
    assert openpyxl.load_workbook(house / "r.xlsx").sheetnames == ["figures", "funnel", "comparison"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "x"),
        ("--from", "2026-02-01", "--to", "2026-01-01"),
        ("--versus", "previous"),
        ("--zone", "Mars"),
    ],
)
def test_nonsense_is_a_usage_error(house: Path, arguments: tuple[str, ...]) -> None:
    assert run(report, *arguments).exit_code == 2


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
