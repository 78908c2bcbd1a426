"""Modules run in Rasa's environment with little of ours."""

import os
import sys
from pathlib import Path

import pytest

from bot.cli.clear_errors import Failure
from bot.cli.rasa_environment import command, environment, run_module
from bot.wiring.data_files import ROOT


@pytest.fixture
def python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python that writes down how it was called, and fails when told to."""
    path = tmp_path / "python"
    path.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/called\npwd >> {tmp_path}/called\ncat >> {tmp_path}/called\n'
        f'env | cut -d= -f1 | sort > {tmp_path}/variables\n[ "$5" != fail ]\n'
    )
    path.chmod(0o700)
    monkeypatch.setenv("HUIFANG_NLU_PYTHON", str(path))
    return path


def test_module_gets_its_arguments_and_its_input(python: Path) -> None:
    run_module("nlu.learn", "--out", "models", stdin="é你")
    called = (python.parent / "called").read_text(encoding="utf-8")
    assert called == f"-W ignore -m nlu.learn --out models\n{ROOT}\né你"


def test_failure_of_the_module_ends_with_one(python: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run_module("nlu.learn", "fail", stdin="")
    assert ended.value.code == 1


def test_secrets_and_the_database_stay_here(python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIFANG_TELEGRAM_TOKEN", "1000:made-up")
    monkeypatch.setenv("HUIFANG_DATABASE_URL", "sqlite:///x.db")
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    run_module("nlu.learn", stdin="")
    variables = (python.parent / "variables").read_text().split()
    assert [name for name in variables if name.startswith("HUIFANG")] == []
    assert environment()["OPENBLAS_CORETYPE"] == "Haswell"
    assert environment()["PATH"] == os.environ["PATH"]


def test_python_of_the_environment_is_run_without_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIFANG_NLU_PYTHON", sys.executable)
    assert command("nlu.serve", "--port", "0") == [
        *(sys.executable, "-W", "ignore"),
        *("-m", "nlu.serve", "--port", "0"),
    ]


def test_missing_environment_is_named_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIFANG_NLU_PYTHON", str(tmp_path / "python"))
    with pytest.raises(Failure) as failed:
        command("nlu.serve")
    assert str(failed.value) == (
        f"there is no Rasa environment at {tmp_path / 'python'}. "
        "Make it with `make run`, or name its Python in HUIFANG_NLU_PYTHON."
    )
