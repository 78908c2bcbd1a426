"""Traditional writers read traditional characters, in the form of their words or their app."""

import pytest

from actions.turn.chinese_form import ChineseForm, form_for, in_form

HANS, TW, HK = ChineseForm.SIMPLIFIED, ChineseForm.TAIWAN, ChineseForm.HONG_KONG


@pytest.mark.parametrize(
    ("tag", "app", "form"),
    [
        (None, "zh-hans", HANS),
        (None, "zh-hant", TW),
        (None, "zh-HK", HK),
        (None, "zh-TW", TW),
        ("zh", "zh-hant-hk", HK),
        ("zh-Hans", "zh-hant", HANS),
        ("zh-Hant", "zh-hans", TW),
        ("zh-Hant", "zh-hk", HK),
        ("zh-Hant", "en", TW),
        ("yue-Hant", "zh-tw", HK),
        ("yue-Hans", "zh-hk", HANS),
        (None, None, HANS),
    ],
)
def test_form_is_that_of_the_words_and_then_of_the_app(
    tag: str | None, app: str | None, form: ChineseForm
) -> None:
    assert form_for(tag, app) is form


def test_text_is_converted_and_the_rest_stays() -> None:
    text = "您的短信已收到，编号 HF-000012，{due}"
    assert [in_form(text, form) for form in ChineseForm] == [
        text,
        "您的簡訊已收到，編號 HF-000012，{due}",
        "您的短信已收到，編號 HF-000012，{due}",
    ]
