"""Output replaces an older file only when it is complete."""

from pathlib import Path

import pytest

from bot.cli.clear_errors import Failure
from bot.cli.output_target import require_target, target


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def write_half(path: Path) -> None:
    with target(path) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_file_is_replaced_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"old")
    with target(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert (path.read_bytes(), names(tmp_path)) == (b"new", ["report.csv"])


def test_older_file_survives_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_half(path)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["report.csv"])


def test_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "report.csv"
    with pytest.raises(Failure) as failed, target(path):
        pytest.fail("there is nothing to write to")
    assert str(failed.value) == f"{path} cannot be written: No such file or directory"


def test_without_a_path_it_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with target(None) as file:
        file.write(b"\xef\xbb\xbfa")
        file.flush()
    assert capfdbinary.readouterr().out == b"\xef\xbb\xbfa"


def test_binary_file_needs_no_path_when_the_output_is_redirected(tmp_path: Path) -> None:
    require_target(tmp_path / "report.xlsx")
    require_target(None)  # pytest has redirected it
    assert names(tmp_path) == []
