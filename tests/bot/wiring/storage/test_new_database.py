"""A new SQLite database is announced where an operator sees it, and only once."""

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring.storage.new_database import announce_new_database


def test_new_file_is_announced_and_an_old_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "data.db"
    settings = Settings(database_url=f"sqlite:///{file}")
    announce_new_database(settings)
    assert capsys.readouterr() == ("", f"a new database is made: {file}\n")
    file.touch()
    announce_new_database(settings)
    assert capsys.readouterr() == ("", "")
