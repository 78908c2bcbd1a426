"""In which language a visitor reads the console."""

import pytest

from bot.console.web.visit import choose_page_language
from nlu.contract.labels import Language


@pytest.mark.parametrize(
    ("chosen", "kept", "accepted", "language"),
    [
        (Language.EN, "zh", "zh", Language.EN),
        (None, "en", "zh", Language.EN),
        (None, "fr", "en", Language.EN),
        (None, None, "en-GB,en;q=0.9", Language.EN),
        (None, None, "zh-Hant-TW", Language.ZH),
        (None, None, "de, en;q=0.7, zh;q=0.3", Language.EN),
        (None, None, "en;q=0.1, zh;q=0.9", Language.ZH),
        (None, None, "de", Language.ZH),
        (None, None, "", Language.ZH),
        (None, None, "en;q=abc, *;q=", Language.EN),
        (None, None, "," * 10_000, Language.ZH),
    ],
)
def test_own_choice_then_cookie_then_header_then_default(
    chosen: Language | None, kept: str | None, accepted: str, language: Language
) -> None:
    assert choose_page_language(chosen, kept, accepted, Language.ZH) is language
