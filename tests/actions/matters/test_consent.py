"""Yes and no are read from short words, and from nothing longer."""

import pytest

from actions.matters.consent import read_consent, tells_more
from actions.matters.situation import Consent


@pytest.mark.parametrize("text", ["是的", "好的！", "嗯嗯", "确认", "對", "OK", "yes, please", "Go ahead."])
def test_agreement(text: str) -> None:
    assert read_consent(text) is Consent.YES


@pytest.mark.parametrize(
    "text", ["不", "不用了", "先不", "繼續處理", "No", "don't", "not yet", "keep it open"]
)
def test_refusal(text: str) -> None:
    assert read_consent(text) is Consent.NO


@pytest.mark.parametrize("text", ["", "好的服务", "不知道", "是不是坏了", "yesterday", "note", "好" * 20])
def test_anything_else_is_neither(text: str) -> None:
    assert read_consent(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "好的好的谢谢",
            "all right ok",
            "yes, go ahead",
            "sure, no problem",
            "yes that's right",
            "HF-000012 ok",
        ),
        *(
            "yes please close it",
            "that's fine with me",
            "好，那就这样办",
            "可以，就这么着",
            "是的，可以关闭了",
        ),
    ],
)
def test_nod_and_agreement_tell_no_more(text: str) -> None:
    assert not tells_more(text)


@pytest.mark.parametrize(
    "text",
    [
        *("是小學三年級的", "我们后天才在家", "好像是三盒吧我", "HF-000012 paid just now"),
        *("yes but not yet please", "because I was away last week"),
    ],
)
def test_reason_or_amount_tells_more(text: str) -> None:
    assert tells_more(text)
