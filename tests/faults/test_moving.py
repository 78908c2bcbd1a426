"""Fault 69: an installation moves from SQLite to PostgreSQL and goes on there."""

from pathlib import Path

import pytest

from tests.faults.commands import command
from tests.postgres import new_database


@pytest.fixture
def postgresql(postgres_url: str) -> str:
    """The address of a new database."""
    return new_database(postgres_url, "moving")


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
