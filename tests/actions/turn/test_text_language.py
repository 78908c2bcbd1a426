"""A text is in the language of most of its words."""

import pytest

from actions.turn.text_language import text_language
from nlu.contract.labels import Language

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("房間很乾淨", ZH),
        ("the room was clean", EN),
        ("我的 iPhone 充电器坏了", ZH),
        ("Is 北京路 station open?", EN),
        ("12345 👍 !!!", None),
        ("", None),
    ],
)
def test_text_language_is_that_of_most_words(text: str, language: Language | None) -> None:
    assert text_language(text) is language
