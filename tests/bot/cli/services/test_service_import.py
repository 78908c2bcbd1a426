"""Services from a file: rows are taken one by one, and wrong ones are named by their line."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.cli.database_access import open_database
from bot.timing.clock import now
from store.models.customers import Customer
from store.models.surveys import Service
from tests.bot.cli.services.service_scene import Run, run

pytestmark = pytest.mark.dates

__all__ = ["run"]


async def count() -> int:
    async with open_database() as database, database.reading() as session:
        return await session.scalar(select(func.count(Service.id))) or 0


async def places() -> list[tuple[str, str | None, str | None]]:
    """Id, outlet and agent of all services."""
    async with open_database() as database, database.reading() as session:
        statement = select(Service.source_id, Service.outlet, Service.agent).order_by(Service.source_id)
        return list((await session.execute(statement)).tuples())


async def zones() -> list[str | None]:
    """Those of all customers."""
    async with open_database() as database, database.reading() as session:
        return list(await session.scalars(select(Customer.timezone)))


def written(folder: Path, text: str) -> str:
    file = folder / "services.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def a_file(folder: Path) -> str:
    ended = now().isoformat()
    return written(
        folder,
        "\ufeffsource,id,telegram_id,external_id,outlet,ended_at\r\n"
        f'till-3,1,42,,"north, hall",{ended}\r\n'
        f"till-3,2,,c-77,,{ended}\r\n"
        "\r\n"
        f"till-3,3,42,c-77,,{ended}\r\n"
        "till-3,4,x,,,yesterday\r\n"
        f"huifang:case,5,42,,,{ended}\r\n",
    )


def test_rows_are_taken_one_by_one_and_wrong_ones_named_by_their_line(run: Run, tmp_path: Path) -> None:
    file = a_file(tmp_path)
    told = run("import", file)
    assert told.exit_code == 1
    assert told.stdout == "2 taken (1 scheduled, 1 skipped: unknown_customer), 3 wrong\n"
    assert told.stderr.splitlines() == [
        f"{file}, line 5: telegram_id, external_id: expected exactly one of them",
        (
            f"{file}, line 6: telegram_id: Input should be a valid integer; "
            "ended_at: expected a time, such as 2026-11-29T04:38:10+08:00 or 2026/11/29 4:38"
        ),
        f"{file}, line 7: a source cannot be called 'huifang:case'",
    ]


def test_row_with_a_beginning_is_a_booking(run: Run, tmp_path: Path) -> None:
    begins, ended = (now() + timedelta(days=9)).isoformat(), now().isoformat()
    file = written(
        tmp_path, f"source,id,telegram_id,预约时间,ended_at\ntill-3,1,42,{begins},\ntill-3,2,42,,{ended}\n"
    )
    assert run("import", file).exit_code == 0
    assert [name for name, _, _ in asyncio.run(places())] == ["2", "till-3/1"]
    missing = run("import", written(tmp_path, "source,id,telegram_id\n"))
    assert "expected the columns ended_at or starts_at too" in str(missing.exception)


def test_row_with_beginning_and_end_is_a_service_that_has_ended(run: Run, tmp_path: Path) -> None:
    began, ended = (now() - timedelta(hours=2)).isoformat(), now().isoformat()
    file = written(tmp_path, f"source,id,telegram_id,starts_at,ended_at\ntill-3,1,42,{began},{ended}\n")
    assert run("import", file).exit_code == 0
    assert [name for name, _, _ in asyncio.run(places())] == ["1"]


def test_column_of_phone_numbers_is_read(run: Run, tmp_path: Path) -> None:
    ended = now().isoformat()
    file = written(
        tmp_path,
        "source,id,external_id,phone,ended_at\n"
        f"till,1,c-77,+86 138 1234 5678,{ended}\n"
        f"till,2,c-78,138,{ended}\n",
    )
    told = run("import", file)
    assert told.stdout == "1 taken (1 skipped: unknown_customer), 1 wrong\n"
    assert told.stderr == (
        f"{file}, line 3: phone: expected a phone number with its country code, such as +8613812345678\n"
    )


def test_file_can_be_imported_again(run: Run, tmp_path: Path) -> None:
    file = a_file(tmp_path)
    run("import", file)
    assert run("import", file).stdout == "2 taken (2 told before), 3 wrong\n"
    assert asyncio.run(count()) == 2


def test_semicolons_are_understood(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, f"source;id;telegram_id;ended_at\ntill;1;42;{now().isoformat()}\n")
    assert (run("import", file).stdout, run("import", file).exit_code) == (
        "1 taken (1 scheduled), 0 wrong\n",
        0,
    )


def test_column_of_time_zones_is_understood(run: Run, tmp_path: Path) -> None:
    ended = now().isoformat()
    rows = f"till,1,42,{ended},Europe/Berlin\ntill,2,42,{ended},\ntill,3,42,{ended},Mars\n"
    file = written(tmp_path, f"source,id,telegram_id,ended_at,timezone\n{rows}")
    told = run("import", file)
    assert told.stderr == f"{file}, line 4: timezone: expected an IANA time zone such as Asia/Shanghai\n"
    assert told.stdout.startswith("2 taken")
    assert asyncio.run(zones()) == ["Europe/Berlin"]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_row_with_more_cells_than_columns_is_refused(run: Run, tmp_path: Path, delimiter: str) -> None:
    ended = now().isoformat()
    lines = [
        ["source", "id", "telegram_id", "ended_at", "outlet", "agent"],
        ["till", "1", "42", ended, "north", " hall", "lee"],
        ["till", "2", "42", ended, "north", "lee", "", " "],
        ["", "", "", "", "", "", "lee"],
        ["till", "3", "42", ended, f'"north{delimiter} hall"', "lee"],
    ]
    file = written(tmp_path, "".join(f"{delimiter.join(cells)}\n" for cells in lines))
    told = run("import", file)
    assert told.stderr.splitlines() == [
        f"{file}, line {line}: expected 6 cells as in line 1, found 7; "
        f"a cell that has a {delimiter!r} in it needs double quotes around it"
        for line in (2, 4)
    ]
    assert (told.exit_code, told.stdout[:7]) == (1, "2 taken")
    assert asyncio.run(places()) == [("2", "north", "lee"), ("3", f"north{delimiter} hall", "lee")]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("source,id,ended_at,timezone", "line 1: expected the columns telegram_id or external_id too"),
        (
            "source,id",
            "line 1: expected the columns telegram_id or external_id, ended_at or starts_at too",
        ),
        ("source,id,telegram_id,ended_at,shop", "line 1: no column is called 'shop'"),
    ],
)
def test_wrong_heading_is_named(run: Run, tmp_path: Path, heading: str, expected: str) -> None:
    file = written(tmp_path, f"{heading}\n")
    assert str(run("import", file).exception) == f"{file}, {expected}"


def test_missing_file_is_said_so(run: Run) -> None:
    assert str(run("import", "nowhere.csv").exception).startswith("nowhere.csv cannot be read as a CSV file")
