"""Files under data/ are checked together, and all problems are named at once."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from actions.settings.yaml_files import DataError
from bot.settings import Settings
from bot.wiring.data_files import DATA, read_data_files


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(survey_delay=timedelta(0), quiet_hours=None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copied = tmp_path / "data"
    for name in ("replies", "surveys", "console", "telegram"):
        shutil.copytree(DATA / name, copied / name)
    for name in ("business.yml", "calendar.yml", "canned.yml", "rules.yml", "scorecard.yml"):
        shutil.copy(DATA / name, copied)
    return copied


def test_shipped_documents_are_sound(settings: Settings) -> None:
    house = read_data_files(settings).house
    assert (house.rules.delay, house.rules.quiet, house.confidence) == (timedelta(0), None, None)


def test_confidence_can_be_set(settings: Settings) -> None:
    assert read_data_files(settings.model_copy(update={"confidence": 0.8})).house.confidence == 0.8


def test_rules_of_the_house_are_those_of_the_file(settings: Settings, data: Path) -> None:
    file = data / "rules.yml"
    text = file.read_text(encoding="utf-8").replace("stalled_hours: 8", "stalled_hours: 2")
    file.write_text(text.replace("cooldown_days: 7 ", "cooldown_days: 3 "), encoding="utf-8")
    house = read_data_files(settings, data).house
    assert (house.stalled, house.rules.cooldown) == (timedelta(hours=2), timedelta(days=3))
    assert house.rules.delay == timedelta(0)


def test_problems_of_all_files_are_named_at_once(settings: Settings, data: Path) -> None:
    (data / "replies" / "en.yml").write_text("start: [\n", encoding="utf-8")
    (data / "calendar.yml").write_text("hours: {}\n", encoding="utf-8")
    (data / "surveys" / "post_service.yml").write_text("title: {zh: 回访\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_data_files(settings, data)
    named = {Path(problem.partition(":")[0].partition(",")[0]).name for problem in caught.value.problems}
    assert named == {"en.yml", "calendar.yml", "post_service.yml"}
