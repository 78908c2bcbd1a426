"""`huifang surveys` checks, shows and explains."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actions.settings.yaml_files import DataError
from bot.cli.clear_errors import Failure
from bot.cli.database_access import open_database
from bot.cli.survey_commands import surveys
from tests.actions.documents.published import files, publish
from tests.conftest import NOON
from tests.records import Records

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `huifang surveys` on an empty database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")
    return lambda *arguments: CliRunner().invoke(surveys, arguments)


def test_shipped_surveys_are_in_order(run: Run) -> None:
    checked = run("check")
    assert checked.exit_code == 0
    assert [line.split("\t")[:2] for line in checked.stdout.splitlines()] == [
        ["case_settled", "2 questions"],
        ["effort", "3 questions"],
        ["experience", "10 questions"],
        ["post_service", "3 questions"],
        ["recommendation", "2 questions"],
        ["servperf", "10 questions"],
        ["servqual", "21 questions"],
    ]


def test_wrong_survey_is_named_with_file_and_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text(
        "title: {zh: 我, en: Mine}\nquestions:\n  - id: x\n    kind: stars\n", encoding="utf-8"
    )
    checked = run("check", str(tmp_path))
    assert isinstance(checked.exception, DataError)
    assert checked.exception.problems[0].startswith(
        f"{tmp_path / 'mine.yml'}, line 4: questions.0.kind: Input"
    )


@pytest.mark.parametrize(("language", "title"), [("zh", "服务回访"), ("en", "How was it?")])
def test_survey_is_shown(run: Run, language: str, title: str) -> None:
    shown = run("preview", "post_service", "--language", language)
    assert (shown.exit_code, shown.stdout.splitlines()[0]) == (0, f"{title} (post_service)")


def test_unknown_survey_fails(run: Run) -> None:
    shown = run("preview", "nope")
    assert isinstance(shown.exception, Failure)
    assert str(shown.exception).startswith("there is no survey 'nope'; known: case_settled, ")


def test_decision_is_explained(run: Run) -> None:
    asyncio.run(serve())
    told = run("why", "1", "--language", "en")
    assert told.stdout.splitlines() == [
        "Service 1 (till-3 / r1) ended at 2026-11-23 12:00; survey post_service.",
        "No survey was ever sent.",
    ]


def test_language_of_the_settings_is_spoken(run: Run) -> None:
    asyncio.run(publish_english())
    assert run("preview", "post_service").stdout.splitlines()[0] == "How was it? (post_service)"


def test_unknown_service_fails(run: Run) -> None:
    told = run("why", "9")
    assert str(told.exception) == "no service 9 is known; name it by our number or as SOURCE/ID"


async def serve() -> None:
    async with open_database() as database, database.transaction() as session:
        await Records(session, NOON).service()


async def publish_english() -> None:
    english = files()["business"].text.replace("language: null", "language: en")
    async with open_database() as database, database.transaction() as session:
        await publish(session, "business", english)
