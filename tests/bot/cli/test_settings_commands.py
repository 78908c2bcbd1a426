"""`huifang settings` lists, exports, imports and compares."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actions.settings.yaml_files import DataError
from bot.cli import huifang
from tests.actions.documents.published import files, rules

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `huifang settings` on an empty database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")
    monkeypatch.setenv("HUIFANG_QUIET_HOURS", "22:00-08:00")
    return lambda *arguments: CliRunner().invoke(huifang, ["settings", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with other rules."""
    path = tmp_path / "mine"
    path.mkdir()
    (path / "rules.yml").write_text(rules(3), encoding="utf-8")
    return path


def test_export_is_what_data_has(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("export", str(out)).stdout == f"{len(files())} files written to {out}\n"
    assert (out / "replies" / "zh.yml").read_text(encoding="utf-8") == files()["replies.zh"].text
    assert run("diff").stdout == ""


def test_dry_run_changes_nothing(run: Run, folder: Path) -> None:
    assert run("import", str(folder), "--dry-run").stdout.splitlines() == [
        "changed\trules",
        "1 changed; nothing was written",
    ]
    assert run("diff").stdout == ""


def test_imported_settings_are_listed_compared_and_taken_back(run: Run, folder: Path) -> None:
    assert run("import", str(folder)).stdout.splitlines() == ["changed\trules", "1 changed"]
    assert "rules\tbrowser\tversion 1" in run("list").stdout.splitlines()
    changes = run("diff").stdout.splitlines()
    assert [line for line in changes if line[:1] in "+-"] == [
        "--- data/rules.yml",
        "+++ in force/rules.yml",
        "-  first_reply_hours: 4    # promised for complaints and inquiries",
        "+  first_reply_hours: 3    # promised for complaints and inquiries",
    ]
    assert run("diff", str(folder)).stdout == ""
    assert run("import", str(folder)).stdout.splitlines() == ["0 changed"]
    (folder / "rules.yml").write_text(files()["rules"].text, encoding="utf-8")
    assert run("import", str(folder)).stdout.splitlines() == ["as in data/\trules", "1 changed"]
    assert "rules\tfile" in run("list").stdout.splitlines()


def test_mistakes_are_named_with_their_file_and_nothing_is_written(run: Run, folder: Path) -> None:
    (folder / "rules.yml").write_text(rules(-1), encoding="utf-8")
    refused = run("import", str(folder)).exception
    assert isinstance(refused, DataError)
    assert refused.problems == (
        f"{folder / 'rules.yml'}: cases.first_reply_hours: Input should be greater than or equal to 0",
    )
    assert "rules\tfile" in run("list").stdout.splitlines()


def test_settings_of_the_environment_say_so(run: Run) -> None:
    lines = run("list").stdout.splitlines()
    assert "HUIFANG_QUIET_HOURS\tenvironment\t22:00–08:00" in lines
    assert "HUIFANG_SURVEY_DELAY\tdefault\t1h" in lines
