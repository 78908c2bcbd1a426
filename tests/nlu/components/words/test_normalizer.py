"""The normal form: many spellings, one form."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＷｉＦｉ　好慢！！！！", "wifi 好慢!!"),
        ("請問點解仲未到？", "请问为什么还未到?"),
        ("sooooo   SLOW", "soo slow"),
        ("I’m waiting", "i'm waiting"),
        ("单号1234-5678，等了3天", "单号0,等了0天"),
        ("paid 1,299.50 at 18:30", "paid 0 at 0"),
        ("see https://example.org/a?b=1 @shop", "see url"),
        ("", ""),
    ],
)
def test_normal_form_unifies_spellings(rasa: Call, text: str, expected: str) -> None:
    assert rasa("nlu.components.words.normalizer:normal_form", text) == expected


def test_normal_form_names_emoji_in_the_language_of_the_text(rasa: Call) -> None:
    forms = [rasa("nlu.components.words.normalizer:normal_form", text) for text in ("太差了👎", "so bad 👎")]
    assert forms == ["太差了 拇指向下", "so bad thumbs down"]


def test_normal_form_of_a_normal_form_is_itself(rasa: Call) -> None:
    once = rasa("nlu.components.words.normalizer:normal_form", "點解仲未到??? SOOO slow 123 👎")
    assert rasa("nlu.components.words.normalizer:normal_form", once) == once
