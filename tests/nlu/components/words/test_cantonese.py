"""Cantonese function words in standard form."""

import pytest

from nlu.components.words.cantonese import standard_chinese


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("點解仲未到", "为什么还未到"),
        ("唔該幫我睇下喺邊度", "麻烦幫我看下在哪里"),
        ("仲裁委员会在哪里", "仲裁委员会在哪里"),
        ("食堂几点开", "食堂几点开"),
        ("hello", "hello"),
    ],
)
def test_standard_chinese_replaces_function_words_of_cantonese_only(text: str, expected: str) -> None:
    assert standard_chinese(text) == expected
