"""The warning of files that other users can open."""

from pathlib import Path

from structlog.testing import capture_logs

from bot.wiring.storage.file_modes import warn_of_open_files
from store.engine.database import Database


def test_open_files_are_named_with_the_mend(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir(mode=0o700)
    file = var / "huifang.db"
    file.write_text("")
    file.chmod(0o644)
    with capture_logs() as logs:
        warn_of_open_files(Database.at(f"sqlite:///{file}"), var)
        file.chmod(0o600)
        warn_of_open_files(Database.at(f"sqlite:///{file}"), var)
    assert [(each["files"], each["count"], each["mend"]) for each in logs] == [
        ([str(file)], 1, f"chmod -R go= {var}")
    ]


def test_database_elsewhere_is_looked_at_too(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    file.write_text("")
    file.chmod(0o604)
    with capture_logs() as logs:
        warn_of_open_files(Database.at(f"sqlite:///{file}"), tmp_path / "var")
    assert [each["mend"] for each in logs] == [f"chmod go= {file}"]
