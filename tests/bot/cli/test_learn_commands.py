"""`huifang nlu learn`, `models`, `restore`, without a training."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.clear_errors import Failure
from bot.cli.nlu_commands import nlu
from nlu.training.checksum import ModelOrigin, seal
from nlu.training.model_registry import choose, chosen

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A shelf with three models, the newest of another version, and the second of them current."""
    folder = tmp_path / "models"
    folder.mkdir()
    for moment, name in enumerate(("one", "two", "three"), start=1):
        path = folder / f"{name}.tar.gz"
        path.write_bytes(name.encode())
        os.utime(path, (moment, moment))
        seal(
            path, ModelOrigin(code="other") if name == "three" else ModelOrigin.of(ROOT, ROOT / "config.yml")
        )
    choose(folder / "two.tar.gz")
    return folder


@pytest.mark.parametrize("command", ["learn", "models", "restore"])
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(nlu, [command, "--help"])
    assert (shown.exit_code, shown.output.startswith("Usage:")) == (0, True)


def test_models_are_listed_the_newest_first(models: Path) -> None:
    shown = CliRunner().invoke(nlu, ["models", "--models", str(models)])
    assert shown.output.splitlines() == [
        "three  1970-01-01 00:00 UTC  of another version",
        "two  1970-01-01 00:00 UTC  current",
        "one  1970-01-01 00:00 UTC",
    ]


def test_restore_goes_back_to_the_model_before(models: Path) -> None:
    shown = CliRunner().invoke(nlu, ["restore", "--models", str(models)])
    assert (shown.output, chosen(models)) == ("one is the current model now.\n", "one.tar.gz")


def test_restore_refuses_a_model_of_another_version(models: Path) -> None:
    error = CliRunner().invoke(nlu, ["restore", "three", "--models", str(models)]).exception
    assert (type(error), chosen(models)) == (Failure, "two.tar.gz")


def test_learn_without_a_rasa_environment_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, models: Path
) -> None:
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'h.db'}")
    monkeypatch.setenv("HUIFANG_NLU_PYTHON", str(tmp_path / "python"))
    error = CliRunner().invoke(nlu, ["learn", "--models", str(models)]).exception
    assert (type(error), "make run" in str(error)) == (Failure, True)
