"""Readers of urgency, aspects and mixed feelings, trained on a part of the authored messages."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_readers_learn_store_and_read(rasa: Call) -> None:
    fire, price, mixed = rasa(
        "tests.nlu.rasa_checks:attributes_after_loading",
        [
            "there is smoke and fire in our room, people are trapped",
            "the coupon discount was not applied",
            "前台服务特别热情，但是房间又脏又臭",
        ],
    )
    assert (fire["urgent"], fire["mixed"], "promotion" in price["aspects"], price["urgent"]) == (
        True,
        None,
        True,
        False,
    )
    assert mixed["mixed"] == {"praise": "前台服务特别热情，", "complaint": "但是房间又脏又臭"}


def test_readers_without_lessons_set_nothing(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:attributes_without_lessons") == []


def test_mixed_reader_skips_what_is_hardly_praise_or_complaint(rasa: Call) -> None:
    shares = [
        {"praise": 0.2, "complaint": 0.2, "inquiry": 0.6},
        {"praise": 0.1, "complaint": 0.1, "out_of_scope": 0.8},
        {},
    ]
    found = rasa("tests.nlu.rasa_checks:mixed_by_ranking", "前台服务特别热情，但是房间又脏又臭", shares)
    assert found == [True, False, True]
