"""The members of the classifier."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_each_member_learns_from_its_features(rasa: Call) -> None:
    # the support vector machine, naive Bayes and the regression
    assert rasa("tests.nlu.rasa_checks:members_on_made_up_rows") == [1.0, 1.0, 1.0]
