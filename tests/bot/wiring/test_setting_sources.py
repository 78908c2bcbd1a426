"""What the environment says is told apart from defaults."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring.setting_sources import installation_sources


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings without a file."""
    monkeypatch.chdir(tmp_path)
    return Settings(survey_delay=timedelta(minutes=90), quiet_hours=None, retention=timedelta(days=30))


def test_values_are_written_as_they_are_set(settings: Settings) -> None:
    told = {each.name: (each.value, each.source) for each in installation_sources(settings)}
    assert told["HUIFANG_SURVEY_DELAY"] == ("90m", "environment")
    assert told["HUIFANG_QUIET_HOURS"] == ("–", "environment")
    assert told["HUIFANG_RETENTION"] == ("30d", "environment")
    assert told["HUIFANG_LANGUAGE"] == ("–", "default")
    assert told["HUIFANG_STAFF_CHAT"] == ("–", "default")
