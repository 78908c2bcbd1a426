"""The second encoder, on the machine that the tests run on."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_texts_of_one_meaning_lie_closer_in_two_languages(rasa: Call) -> None:
    found = rasa(
        "tests.nlu.rasa_checks:second_vectors",
        ["我的快递还没到", "my parcel has not arrived yet", "what lovely weather", "", "很" * 2_000],
    )
    assert found["shape"] == [5, 384]
    assert found["lengths"] == pytest.approx([1] * 5, abs=1e-3)
    assert found["likeness"][0] > found["likeness"][1]


def test_account_names_and_addresses_do_not_change_the_vector(rasa: Call) -> None:
    found = rasa(
        "tests.nlu.rasa_checks:second_vectors",
        ["@shop where is it url", "where is it https://example.org/a?b=c"],
    )
    assert found["likeness"] == pytest.approx([1], abs=1e-3)
