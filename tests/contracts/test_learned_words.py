"""The port `LearnedWords`: files and the words on paper are left alone while a model is trained."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.wiring.learning.learned_files import LearnedFiles
from bot.worker.loops.ports import LearnedWords
from tests.fakes.learned_words import WordsOnPaper

FILE = "nlu:\n- intent: praise\n  examples: |\n    - lovely\n    - so slow\n"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock that a training holds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


Make = Callable[[bool], LearnedWords]


@pytest.fixture(params=["files", "paper"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Make learned words, during a training or without one."""
    if request.param == "paper":
        yield WordsOnPaper
        return
    folder, shelf = tmp_path / "learned", tmp_path / "models"
    folder.mkdir()
    (folder / "learned.yml").write_text(FILE, encoding="utf-8")
    training = locked(shelf / "learning.lock")
    held: list[bool] = []

    def files(is_busy: bool) -> LearnedWords:
        if is_busy:
            training.__enter__()
            held.append(True)
        return LearnedFiles(folder, shelf)

    yield files
    if held:
        training.__exit__(None, None, None)


def test_words_are_kept_again_and_again(make: Make) -> None:
    learned = make(False)
    assert [learned.keep(["lovely"]), learned.keep(["lovely"]), learned.keep([])] == [True] * 3


def test_nothing_is_done_while_a_model_is_trained(make: Make) -> None:
    assert make(True).keep(["lovely"]) is False
