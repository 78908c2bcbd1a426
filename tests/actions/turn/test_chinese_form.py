"""Texts of ours are shown in the characters of a form of Chinese."""

from actions.turn.chinese_form import ChineseForm, in_form


def test_text_is_converted_and_the_rest_stays() -> None:
    text = "您的短信已收到，编号 HF-000012，{due}"
    assert [in_form(text, form) for form in ChineseForm] == [
        text,
        "您的簡訊已收到，編號 HF-000012，{due}",
        "您的短信已收到，編號 HF-000012，{due}",
    ]
