"""`huifang answers` imports, exports and lists."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actions.answers.answer_files import read_answers, written
from actions.answers.answer_package import AnswerPackage, read_package
from actions.answers.answer_refusals import Clash, MissingFile
from actions.settings.yaml_files import DataError
from bot.cli import huifang
from nlu.contract.labels import Language
from tests.actions.answers.documents import document
from tests.actions.answers.sample_files import MENU, named

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `huifang answers` on an empty database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")
    return lambda *arguments: CliRunner().invoke(huifang, ["answers", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two answers, of which one begins in a thousand years."""
    path = tmp_path / "mine.yml"
    documents = {"a": document("甲", outlet="north"), "b": document("乙", starts="3026-01-01")}
    path.write_text(written(documents), encoding="utf-8")
    return path


def test_dry_run_says_what_would_change_and_changes_nothing(run: Run, file: Path) -> None:
    assert run("import", str(file), "--dry-run").stdout.splitlines() == [
        "added\ta",
        "added\tb",
        "2 added, 0 changed, 0 unchanged, 0 retired; nothing was written",
    ]
    assert run("list").stdout == ""


def test_imported_answers_are_listed_and_exported(run: Run, file: Path, tmp_path: Path) -> None:
    assert run("import", str(file)).stdout.splitlines()[-1] == "2 added, 0 changed, 0 unchanged, 0 retired"
    assert run("list").stdout.splitlines() == [
        "a\tactive\tversion 1\tnorth\tzh\t甲",
        "b\tpending\tversion 1\teverywhere\tzh\t乙",
    ]
    run("export", "--output", str(tmp_path / "out.yml"))
    assert read_answers(tmp_path / "out.yml") == read_answers(file)
    assert run("import", str(tmp_path)).exit_code == 1
    assert run("export", "--outlet", "north").stdout == written({"a": document("甲", outlet="north")})


def test_whole_set_retires_the_others(run: Run, file: Path) -> None:
    run("import", str(file))
    file.write_text(written({"a": document("丙")}), encoding="utf-8")
    assert run("import", str(file), "--whole").stdout.splitlines() == [
        "changed\ta",
        "retired\tb",
        "0 added, 1 changed, 0 unchanged, 1 retired",
    ]
    assert [line.split("\t")[:3] for line in run("list", "--all").stdout.splitlines()] == [
        ["a", "active", "version 2"],
        ["b", "retired", "version 1"],
    ]


def test_question_of_another_answer_is_refused(run: Run, file: Path) -> None:
    run("import", str(file))
    file.write_text(written({"c": document("乙！")}), encoding="utf-8")
    refused = run("import", str(file))
    assert isinstance(refused.exception, DataError)
    assert refused.exception.problems == (f"{file}: {Clash('c', '乙！', Language.ZH, None, 'b')}",)


@pytest.mark.parametrize("arguments", [[], ["a.yml", "--starter", "shop"], ["--starter", "zoo"]])
def test_one_source_is_named(run: Run, arguments: list[str]) -> None:
    assert run("import", *arguments).exit_code == 2


def test_starter_set_is_off_until_it_is_chosen(run: Run) -> None:
    assert run("list").stdout == ""
    assert run("import", "--starter", "shop").stdout.splitlines()[-1] == (
        "40 added, 0 changed, 0 unchanged, 0 retired"
    )
    assert run("import", "--starter", "shop").stdout == "0 added, 0 changed, 40 unchanged, 0 retired\n"


def test_files_travel_in_a_zip(run: Run, tmp_path: Path, file: Path) -> None:
    bare = {"a": document("甲", files=named(MENU))}
    file.write_text(written(bare), encoding="utf-8")
    refused = run("import", str(file))
    assert isinstance(refused.exception, DataError)
    assert refused.exception.problems == (f"{file}: {MissingFile('a', 'menu.pdf', MENU.checksum)}",)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "menu.pdf").write_bytes(MENU.content)
    assert run("import", str(file), "--dry-run").stdout.splitlines()[0] == "added\ta"
    assert run("list").stdout == ""
    run("import", str(file))
    run("export", "--output", str(tmp_path / "set.zip"))
    assert read_package(tmp_path / "set.zip") == AnswerPackage(bare, (MENU,))
    plain = run("export")
    assert (plain.stdout, "without 1 files" in plain.stderr) == (written(bare), True)
    assert run("import", str(tmp_path / "set.zip")).stdout == "0 added, 0 changed, 1 unchanged, 0 retired\n"
