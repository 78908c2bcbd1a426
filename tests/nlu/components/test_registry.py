"""The steps that Rasa's recipe knows."""

import pytest

from tests.nlu.conftest import ROOT, Call

pytestmark = pytest.mark.rasa


def test_every_step_of_the_configuration_is_registered(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:unregistered_steps", str(ROOT / "config.yml")) == []
