"""Training as a newcomer sees it."""

import pytest

from tests.nlu.conftest import Training

pytestmark = pytest.mark.rasa


def test_training_tells_of_its_progress_and_of_nothing_else(training: Training) -> None:
    said = [line.split(" ")[0] for line in training.ended.stdout.splitlines()]
    assert (said, training.ended.stderr) == (["1/3", "2/3", "3/3", str(training.model)], "")
