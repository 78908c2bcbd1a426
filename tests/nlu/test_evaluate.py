"""What a model says about labelled messages."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_predictions_keep_the_order_of_the_messages_over_several_batches(rasa: Call) -> None:
    found = rasa("tests.nlu.rasa_checks:predicted", 130)
    # the parser gets the text as the server would: without the slash
    assert found == [[f"/text {number}", f"text {number}"] for number in range(130)]
