"""Fault 76: files of real spreadsheet programs are read as they are meant, or refused by line."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli.database_access import open_database
from store.models.surveys import Service
from tests.bot.cli.services.service_scene import Run, run

pytestmark = pytest.mark.dates

__all__ = ["run"]

ENDED = "2026-11-29T04:38:10+08:00"
HEADING = "source,id,telegram_id,ended_at,outlet,agent"
ROW = f"till-3,A001,42,{ENDED},静安寺店,李雷"


async def stored() -> list[tuple[str, str | None, str | None, datetime]]:
    """Id, outlet, agent and end of all services."""
    async with open_database() as database, database.reading() as session:
        statement = select(Service.source_id, Service.outlet, Service.agent, Service.ended_at)
        return list((await session.execute(statement.order_by(Service.id))).tuples())


def table(folder: Path, text: str, encoding: str = "utf-8") -> str:
    file = folder / "services.csv"
    file.write_bytes(text.encode(encoding))
    return str(file)


@pytest.mark.parametrize(
    ("delimiter", "encoding", "named"),
    [
        (",", "gbk", "GB18030"),
        ("\t", "utf-16", "UTF-16"),
        (";", "utf-8-sig", None),
        ("\t", "utf-16-be", "UTF-16-BE"),
    ],
)
def test_76_encodings_are_recognised_and_named(
    run: Run, tmp_path: Path, delimiter: str, encoding: str, named: str | None
) -> None:
    text = f"{HEADING}\r\n{ROW}\r\n".replace(",", delimiter)
    file = table(tmp_path, text, encoding)
    told = run("import", file)
    said = f"{file} is read as {named}\n" if named else ""
    assert (told.exit_code, told.stderr) == (0, said)
    assert asyncio.run(stored()) == [
        ("A001", "静安寺店", "李雷", datetime(2026, 11, 28, 20, 38, 10, tzinfo=UTC))
    ]


def test_76_encoding_can_be_named(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path, f"{HEADING}\n{ROW.replace('静安寺店', '臺北車站總店')}\n", "big5")
    refused = run("import", file)
    assert (refused.exit_code, "--encoding" in str(refused.exception)) == (1, True)
    assert run("import", file, "--encoding", "big5").exit_code == 0
    assert run("import", file, "--encoding", "klingon").exit_code == 2


def test_76_line_of_the_delimiter_and_chinese_headings_are_read(run: Run, tmp_path: Path) -> None:
    text = (
        'sep=;\r\n来源;单号;电报编号;结束时间;门店\r\ntill-3;\'A007;="42";2026/11/29 4:38;北店\r\n;;x;;\r\n'
    )
    file = table(tmp_path, text, "gbk")
    told = run("import", file, "--timezone", "Europe/Berlin")
    assert told.stderr.splitlines()[1].startswith(f"{file}, line 4: ")
    assert asyncio.run(stored()) == [("A007", "北店", None, datetime(2026, 11, 29, 3, 38, tzinfo=UTC))]


def test_76_times_without_zone_are_in_that_of_the_house(run: Run, tmp_path: Path) -> None:
    rows = "till,1,42,2026-11-29 04:38\ntill,2,42,3/4/2026 4:38\ntill,3,42,46355.19\n"
    file = table(tmp_path, f"source,id,telegram_id,ended_at\n{rows}")
    told = run("import", file)
    assert told.stdout[:7] == "1 taken"
    assert told.stderr.splitlines() == [
        f"{file}, line 3: ended_at: 3/4/2026 4:38 may be two days: add --day-first or --month-first",
        (
            f"{file}, line 4: ended_at: 46355.19 is how a spreadsheet counts days: "
            "give the column the form of a time"
        ),
    ]
    assert run("import", file, "--month-first").stdout[:7] == "2 taken"
    assert run("import", file, "--timezone", "Mars").exit_code == 2


@pytest.mark.parametrize(
    "heading", ["source,id,id,telegram_id,ended_at", "source,id,单号,telegram_id,ended_at"]
)
def test_76_heading_that_is_there_twice_is_refused(run: Run, tmp_path: Path, heading: str) -> None:
    file = table(tmp_path, f"{heading}\ntill,REC-1,9001,42,{ENDED}\n")
    said = f"{file}, line 1: the column id is there more than once: keep one"
    assert str(run("import", file).exception) == said


def test_76_rounded_numbers_are_refused_by_line_and_whole_ones_taken(run: Run, tmp_path: Path) -> None:
    rows = (
        f"crm,B001,1.38001E+10,,{ENDED}\ncrm,2.02611E+14,,42,{ENDED}\ncrm,2.02611E+14,,43,{ENDED}\n"
        f"crm,B004,,42.0,{ENDED}\ncrm,B005,13800138000.0,,{ENDED}\n"
    )
    file = table(tmp_path, f"source,id,external_id,telegram_id,ended_at\n{rows}")
    told = run("import", file)
    wrong = "was rounded by a spreadsheet program: make the column text there, and export it again"
    assert told.stderr.splitlines() == [
        f"{file}, line 2: external_id: 1.38001E+10 {wrong}",
        f"{file}, line 3: id: 2.02611E+14 {wrong}",
        f"{file}, line 4: id: 2.02611E+14 {wrong}",
    ]
    assert [row[0] for row in asyncio.run(stored())] == ["B004", "B005"]
