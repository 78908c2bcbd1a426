"""What is forgotten goes from the learned files, and the rest stays."""

import fcntl
from pathlib import Path

import pytest

from bot.wiring.learning.learned_files import LearnedFiles

HEAD = 'version: "3.1"\nnlu:\n- intent: complaint\n  examples: |\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "learned"
    made.mkdir()
    (made / "complaint.zh.yml").write_text(f"{HEAD}    - 坏了\n    - 还是 坏的\n", encoding="utf-8")
    (made / "complaint.en.yml").write_text(f"{HEAD}    - broken\n", encoding="utf-8")
    return made


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def test_messages_that_are_gone_are_removed(folder: Path, tmp_path: Path) -> None:
    assert LearnedFiles(folder, tmp_path / "models").keep(["还是\n坏的", "something new"])
    assert contents(folder) == {"complaint.zh.yml": f"{HEAD}    - 还是 坏的\n"}


def test_files_are_left_alone_while_a_model_is_trained(folder: Path, tmp_path: Path) -> None:
    before, shelf = contents(folder), tmp_path / "models"
    shelf.mkdir()
    with (shelf / "learning.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not LearnedFiles(folder, shelf).keep([])
    assert contents(folder) == before


def test_machine_that_has_learned_nothing_needs_no_cleaning(tmp_path: Path) -> None:
    assert LearnedFiles(tmp_path / "learned", tmp_path / "models").keep([])
    assert list(tmp_path.iterdir()) == []
