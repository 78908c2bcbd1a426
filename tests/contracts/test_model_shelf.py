"""The shelf of tests and the folder of models keep the same promises."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.wiring.learning.model_shelf import FolderShelf
from bot.worker.loops.ports import DamagedModel, ModelShelf, SharedMark
from nlu.training.checksum import CONFIG, code_of, fingerprint
from tests.conftest import ROOT
from tests.fakes.model_shelf import RememberedShelf, seal_of

NAME = "20261129-120000.tar.gz"
CONTENT = b"weights"


def real_seal(content: bytes) -> str:
    """A seal as training writes it, for the code of this tree."""
    digest = hashlib.sha256(content).hexdigest()
    made_from = f"# code {code_of(ROOT)}\n# config {fingerprint([ROOT / CONFIG])}\n# data 0\n"
    return f"{digest}  {NAME}\n{made_from}"


@pytest.fixture(params=["remembered", "folder"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> ModelShelf:
    return RememberedShelf() if request.param == "remembered" else FolderShelf(tmp_path / "models", ROOT)


@pytest.fixture
def seal(shelf: ModelShelf) -> Callable[[bytes], str]:
    """Makes seals that the shelf takes."""
    return seal_of if isinstance(shelf, RememberedShelf) else real_seal


def test_taken_model_is_the_current_one(shelf: ModelShelf, seal: Callable[[bytes], str]) -> None:
    assert (shelf.current(), shelf.mark()) == (None, None)
    shelf.take(NAME, seal(CONTENT), CONTENT)
    assert (shelf.current(), shelf.read(NAME)) == (NAME, (seal(CONTENT), CONTENT))
    shelf.set_mark(SharedMark(7, NAME))
    assert shelf.mark() == SharedMark(7, NAME)


def test_damaged_model_changes_nothing(shelf: ModelShelf, seal: Callable[[bytes], str]) -> None:
    shelf.take(NAME, seal(CONTENT), CONTENT)
    with pytest.raises(DamagedModel):
        shelf.take(NAME, seal(CONTENT), b"weight")
    assert (shelf.current(), shelf.read(NAME)) == (NAME, (seal(CONTENT), CONTENT))


def test_seal_of_another_release_does_not_fit(shelf: ModelShelf, seal: Callable[[bytes], str]) -> None:
    assert (shelf.fits(seal(CONTENT)), shelf.fits("old release")) == (True, False)
