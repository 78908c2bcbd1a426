"""What went wrong while installing is said in one sentence, with the way out."""

import hashlib
from pathlib import Path

import pytest

from bot.setup.environments import STAMP, explain, make_application, make_understanding
from bot.setup.setup_error import SetupError


@pytest.mark.parametrize(
    ("output", "hint"),
    [
        ("error: No space left on device (os error 28)", "the disk is full"),
        (
            "  Caused by: dns error: failed to lookup address information",
            "no package registry can be reached",
        ),
        (
            (
                "ERROR: Could not find a version that satisfies the requirement uv (from versions: none)\n"
                "ERROR: No matching distribution found for uv"
            ),
            "no package registry can be reached",
        ),
        ("error: Hash mismatch for `rasa==3.6.21`", "a downloaded package is not the one in the lock"),
        (
            "The virtual environment was not created because ensurepip is not available",
            "apt install python3-venv",
        ),
        ("something else", "a step failed"),
    ],
)
def test_failure_is_explained(output: str, hint: str) -> None:
    first, _, rest = explain(output).partition("\n")
    assert hint in first
    assert rest.split("\n") == ["  " + line for line in output.strip().split("\n")]


def test_long_output_is_cut_to_its_end() -> None:
    output = "\n".join(f"line {number}" for number in range(100))
    assert explain(output).splitlines()[1:] == [f"  line {number}" for number in range(92, 100)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "locks").mkdir()
    for name in ("locks/app.txt", "locks/dev.txt", "locks/nlu.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    return tmp_path


def stamped(root: Path, name: str, stamp: str) -> None:
    (root / name / "bin").mkdir(parents=True)
    (root / name / "bin" / "uv").touch()
    (root / name / STAMP).write_text(stamp)


def digest(root: Path, *names: str) -> str:
    return hashlib.sha256(b"".join((root / name).read_bytes() for name in names)).hexdigest()


@pytest.mark.parametrize(("made", "wanted"), [("", False), (" dev", False), (" dev", True)])
def test_environment_that_fits_its_lock_is_left_alone(root: Path, made: str, *, wanted: bool) -> None:
    stamped(root, ".venv", digest(root, "locks/app.txt", "locks/dev.txt", "pyproject.toml") + made)
    assert make_application(root, "no-such-python", dev=wanted) == str(root / ".venv" / "bin" / "uv")


def test_rasas_environment_that_fits_its_lock_is_left_alone(root: Path) -> None:
    stamped(root, ".venv-nlu", digest(root, "locks/nlu.txt"))
    before = sorted((root / ".venv-nlu").rglob("*"))
    make_understanding(root, "no-such-python", "no-such-uv")
    assert sorted((root / ".venv-nlu").rglob("*")) == before


def test_environment_of_another_lock_is_made_anew(root: Path) -> None:
    stamped(root, ".venv", "old")
    with pytest.raises(SetupError, match="no-such-python did not start"):
        make_application(root, "no-such-python", dev=False)


def test_missing_lock_is_named(root: Path) -> None:
    (root / "locks" / "nlu.txt").unlink()
    with pytest.raises(SetupError, match=r"nlu\.txt cannot be read"):
        make_understanding(root, "no-such-python", "no-such-uv")
