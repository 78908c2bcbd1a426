"""The port `ModelTrainer`: Rasa's trainer and the scripted one end in the same ways."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.quality.lesson_requests import LearningFailed, TrainingOutcome
from bot.wiring.training_process import RasaTrainer
from bot.worker.loops.ports import ModelTrainer
from nlu.training.checksum import ModelOrigin, seal
from tests.conftest import ROOT
from tests.fakes.model_trainer import ScriptedTrainer

Make = Callable[[TrainingOutcome | LearningFailed], ModelTrainer]
OLDER = TrainingOutcome(promoted=True, report={"candidate": "older"})
NO_DATA = LearningFailed("cannot learn: no messages in nowhere")
NO_MODEL = LearningFailed("no model x")


def sealed(path: Path) -> None:
    """A file that says it was trained by this code."""
    path.write_bytes(b"weights")
    seal(path, ModelOrigin.of(ROOT, ROOT / "config.yml", ROOT / "data"))


@pytest.fixture(params=[pytest.param("rasa", marks=pytest.mark.rasa), "scripted"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Make a trainer of two models, `older` and `newer`, that has no messages to learn from."""
    if request.param == "scripted":
        return ScriptedTrainer
    shelf = tmp_path / "models"
    shelf.mkdir()
    for name in ("older", "newer"):
        sealed(shelf / f"{name}.tar.gz")
    options = ["--data", str(tmp_path / "nowhere"), "--learned", str(tmp_path / "learned")]
    return lambda _: RasaTrainer(shelf, options)


async def test_model_that_is_there_is_restored_by_name(make: Make) -> None:
    assert await make(OLDER).restore("older") == OLDER


async def test_model_that_is_not_there_cannot_be_restored(make: Make) -> None:
    with pytest.raises(LearningFailed, match="no model x"):
        await make(NO_MODEL).restore("x")


async def test_training_that_fails_says_why(make: Make) -> None:
    with pytest.raises(LearningFailed, match=r"\w"):
        await make(NO_DATA).learn([])
