"""`huifang report` as a command."""

import asyncio
import json
from pathlib import Path

import openpyxl
import pytest

from bot.cli.reports.report_command import report
from store.engine.database import Database
from tests.bot.cli.reports.conftest import run, table
from tests.conftest import NOON
from tests.records import Records
from tests.store.reports.test_answer_use import Shown

pytestmark = pytest.mark.dates


def test_report_is_readable(house: Path) -> None:
    shown = run(report, "--by", "outlet", "--from", "2026-11-01")
    assert shown.exit_code == 0
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert ["north", "csat", "satisfaction", "12", "12", "0.833", "0.552", "0.953"] in [
        line[:8] for line in lines
    ]
    assert "not enough answers" in shown.stdout


def test_report_is_json_as_the_api_answers(house: Path) -> None:
    answer = json.loads(run(report, "--json", "--survey", "word_of_mouth").stdout)
    (nps,) = (each for each in answer["figures"] if each["subject"]["measure"] == "nps")
    assert (nps["figure"]["n"], nps["figure"]["value"], nps["figure"]["enough"]) == (4, 0.25, False)


def test_report_has_the_use_of_answers(house: Path) -> None:
    asyncio.run(_show_an_answer(house))
    lines = [line.split() for line in run(report).stdout.splitlines()]
    assert ["entry", "hours", "1", "0"] in [line[:4] for line in lines]


async def _show_an_answer(house: Path) -> None:
    database = Database.at(f"sqlite:///{house / 'huifang.db'}")
    async with database.transaction() as session:
        await Shown(Records(session, NOON), NOON).show("hours")
    await database.close()


def test_report_is_csv_with_a_byte_order_mark(house: Path) -> None:
    data = run(report, "--csv").stdout_bytes
    assert data.startswith(b"\xef\xbb\xbf")
    assert table(data)[0][:4] == ["table", "group", "measure", "question"]


def test_report_is_a_workbook(house: Path) -> None:
    assert run(report, "--xlsx", "--by", "outlet", "--output", "r.xlsx").exit_code == 0
    sheets = openpyxl.load_workbook(house / "r.xlsx").sheetnames
    assert sheets == ["figures", "funnel", "comparison", "not asked"]


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
