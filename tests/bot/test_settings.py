"""Settings are checked at once, and every problem is named."""

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings, SettingsError, load_settings
from nlu.contract.labels import Language


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor a .env file says anything."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"HUIFANG_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_HOME", str(tmp_path))


def load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(f"HUIFANG_{name}", value)
    home = {"HUIFANG_HOME": str(Path.cwd())}
    return load_settings(home | {f"HUIFANG_{name}": value for name, value in variables.items()})


def problems(monkeypatch: pytest.MonkeyPatch, **variables: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **variables)
    return caught.value.problems


def test_defaults_are_those_of_the_documentation(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch)
    assert (settings.telegram_token, settings.host, settings.port, settings.language) == (
        None,
        "127.0.0.1",
        8080,
        None,
    )
    assert (settings.survey_delay, settings.quiet_hours) == (timedelta(hours=1), (time(21), time(9)))


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(
        monkeypatch,
        TELEGRAM_TOKEN="42:made-up",
        TELEGRAM_API="http://127.0.0.1:9000/",
        DATABASE_URL="postgresql://u@db/x",
        QUIET_HOURS="off",
        SURVEY_DELAY="0s",
        TIMEZONE="Europe/Berlin",
        LANGUAGE="en",
        PORT="9999",
    )
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "42:made-up"
    assert (settings.telegram_api, settings.quiet_hours, settings.survey_delay) == (
        "http://127.0.0.1:9000",
        None,
        timedelta(0),
    )
    assert (settings.timezone, settings.language, settings.port) == (
        ZoneInfo("Europe/Berlin"),
        Language.EN,
        9999,
    )


def test_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, TELEGRAM_TOKEN="", PORT="").port == 8080


def test_every_problem_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    named = problems(
        monkeypatch, TELEGRAM_TOKEN="secret", PORT="http", QUIET_HOURS="night", DATABASE_URL="mysql://x/y"
    )
    assert sorted(problem.partition(":")[0] for problem in named) == [
        "HUIFANG_DATABASE_URL",
        "HUIFANG_PORT",
        "HUIFANG_QUIET_HOURS",
        "HUIFANG_TELEGRAM_TOKEN",
    ]
    assert not any("secret" in problem for problem in named)


def test_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(monkeypatch, TELEGRAM_WEBHOOK="https://bot.example") == (
        "HUIFANG_WEBHOOK_SECRET: is required with HUIFANG_TELEGRAM_WEBHOOK",
    )


def test_secret_can_be_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("42:from-a-file\n")
    settings = load(monkeypatch, TELEGRAM_TOKEN_FILE=str(tmp_path / "token"))
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "42:from-a-file"


def test_secret_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (problem,) = problems(monkeypatch, TELEGRAM_TOKEN_FILE=str(tmp_path / "token"))
    assert problem.startswith("HUIFANG_TELEGRAM_TOKEN_FILE: ")


def test_env_file_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HUIFANG_PORT=7777\n")
    assert load(monkeypatch).port == 7777
