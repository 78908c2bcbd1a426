"""The featurizer of sentence vectors as a step of the pipeline."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_training_and_service_see_the_same_vectors(rasa: Call) -> None:
    texts = ["还没到", "still waiting", "", "很好吃"]
    assert rasa("tests.nlu.rasa_checks:vectors_of_training_and_of_service", texts) == pytest.approx(
        0, abs=1e-5
    )
