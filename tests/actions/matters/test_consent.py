"""Yes and no are read from short words, and from nothing longer."""

import pytest

from actions.matters.consent import is_long, read_consent
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


def test_words_that_only_agree_are_short() -> None:
    assert [
        is_long(text) for text in ("好的好的谢谢", "好的好的谢谢您", "all right ok", "all right okay")
    ] == [
        False,
        True,
        False,
        True,
    ]
