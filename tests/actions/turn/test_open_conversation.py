"""The customer's choice comes first, then the app, then the text."""

import pytest

from actions.turn.open_conversation import choose_language
from nlu.contract.labels import Language

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("chosen", "code", "text", "language"),
    [
        (EN, "zh-hans", "你好", EN),
        (None, "zh-hant", "hello there", ZH),
        (None, "en-GB", "你好", EN),
        (None, "fr", "where is my parcel", EN),
        (None, "fr", "包裹呢", ZH),
        (None, None, "👍 12", ZH),
        (None, None, None, ZH),
    ],
)
def test_choose_language_goes_down_the_ladder(
    chosen: Language | None, code: str | None, text: str | None, language: Language
) -> None:
    assert choose_language(chosen, code, text, default=ZH) is language
