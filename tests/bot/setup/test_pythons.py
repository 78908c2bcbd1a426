"""A Python is believed in only after it has run; what is missing is said with the way out."""

import sys
from pathlib import Path

import pytest

from bot.setup import pythons
from bot.setup.setup_error import SetupError


def program(folder: Path, name: str, *lines: str) -> Path:
    """A program on the path, in shell."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    file.chmod(0o755)
    return file


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A search path with nothing on it but what the test puts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("HUIFANG_PYTHON310", raising=False)
    monkeypatch.chdir(tmp_path)
    return folder


def test_this_python_serves_the_application() -> None:
    assert pythons.find_application_python() == sys.executable


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["echo '3.10 cpython'"], True),
        (["echo '3.11 cpython'"], False),
        (["echo '3.10 pypy'"], False),
        (["echo 'pyenv: python3.10: command not found' >&2", "exit 127"], False),
        (["echo nonsense"], False),
        (["exit 0"], False),
    ],
)
def test_python_works_if_it_runs_and_is_the_wanted_one(
    path: Path, lines: list[str], *, expected: bool
) -> None:
    assert pythons.works(str(program(path, "python3.10", *lines)), exactly=(3, 10)) is expected


def test_program_that_is_not_there_does_not_work(path: Path) -> None:
    assert pythons.works(str(path / "python3.10"), exactly=(3, 10)) is False


def test_python310_on_the_path_is_taken(path: Path) -> None:
    found = program(path, "python3.10", "echo '3.10 cpython'")
    assert pythons.find_understanding_python() == str(found)


def test_named_python310_comes_first(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(path, "python3.10", "echo '3.10 cpython'")
    named = program(tmp_path / "own", "python", "echo '3.10 cpython'")
    monkeypatch.setenv("HUIFANG_PYTHON310", str(named))
    assert pythons.find_understanding_python() == str(named)


def test_shim_that_fails_is_passed_over_for_pyenvs_own(path: Path, tmp_path: Path) -> None:
    program(path, "python3.10", "echo 'pyenv: python3.10: command not found' >&2", "exit 127")
    prefix = tmp_path / "versions" / "3.10.13"
    prefix.mkdir(parents=True)
    real = program(prefix / "bin", "python3.10", "echo '3.10 cpython'")
    program(
        path,
        "pyenv",
        f'case "$1" in versions) printf "3.9.18\\n3.10.13\\n3.12.1\\n";; prefix) echo "{prefix}";; esac',
    )
    assert pythons.find_understanding_python() == str(real)


def test_missing_python310_says_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "candidates", lambda: iter([str(path / "python3.10")]))
    with pytest.raises(SetupError, match=r"Rasa 3\.6 needs CPython 3\.10 and none was found"):
        pythons.find_understanding_python()
