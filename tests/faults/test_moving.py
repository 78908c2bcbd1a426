"""Fault 69: an installation moves from SQLite to PostgreSQL and goes on there."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from store.engine.database import database_url as with_driver
from tests.faults.commands import command


@pytest.fixture
def postgresql(postgres_url: str) -> str:
    """The address of a new database."""
    engine = create_engine(with_driver(postgres_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS moving"))
        connection.execute(text("CREATE DATABASE moving"))
    engine.dispose()
    return make_url(postgres_url).set(database="moving").render_as_string(hide_password=False)


def test_69_installation_moves_to_postgresql(tmp_path: Path, postgresql: str) -> None:
    here = {"HUIFANG_HOME": str(tmp_path / "home")}
    there = {**here, "HUIFANG_DATABASE_URL": postgresql}
    for name in ("mei", "osei"):
        assert command(tmp_path, here, "staff", "add", name, "--role", "manager").returncode == 0
    file = tmp_path / "url"
    file.write_text(f"{postgresql}\n", encoding="utf-8")
    copied = command(tmp_path, here, "db", "copy", "--to-file", str(file))
    assert (copied.returncode, copied.stdout.startswith("Copied and compared: ")) == (0, True)
    listed = [command(tmp_path, settings, "staff", "list").stdout for settings in (here, there)]
    assert listed == ["mei\tmanager\tactive\nosei\tmanager\tactive\n"] * 2
    assert command(tmp_path, there, "staff", "add", "wang", "--role", "manager").returncode == 0
    again = command(tmp_path, here, "db", "copy", "--to", postgresql)
    assert (again.returncode, "is not empty: " in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--to", "mysql://localhost/huifang"], "'mysql' is not supported"),
        ([], "give either --to or --to-file"),
    ],
)
def test_69_other_targets_are_refused(tmp_path: Path, options: list[str], complaint: str) -> None:
    done = command(tmp_path, {"HUIFANG_HOME": str(tmp_path / "home")}, "db", "copy", *options)
    assert (done.returncode > 0, complaint in done.stderr) == (True, True)
