"""The customer's choice comes first, then clear words, then the app."""

import pytest

from actions.turn.chinese_form import ChineseForm
from actions.turn.voice import Known, Voice, choose_voice, written_now
from nlu.contract.labels import Language

ZH, EN = Language.ZH, Language.EN
HANS, TW, HK = ChineseForm.SIMPLIFIED, ChineseForm.TAIWAN, ChineseForm.HONG_KONG


@pytest.mark.parametrize(
    ("known", "text", "voice"),
    [
        (Known(chosen=EN, app="zh-hans"), "早餐几点开始", Voice(EN)),
        (Known(app="zh-hans"), "when is breakfast", Voice(EN)),
        (Known(app="zh-hans"), "hello", Voice(ZH)),
        (Known(app="en-GB"), "早餐几点开始", Voice(ZH)),
        (Known(app="en"), "早餐幾點開始", Voice(ZH, TW)),
        (Known(app="zh-hk"), "👍 12", Voice(ZH, HK)),
        (Known(written="yue-Hant", app="en"), "5", Voice(ZH, HK)),
        (Known(written="zh-Hant", app="zh-hans"), "你好", Voice(ZH, TW)),
        (Known(chosen=ZH, app="zh-hans"), "早餐幾點開始", Voice(ZH, TW)),
        (Known(app="fr"), "when is breakfast", Voice(EN)),
        (Known(app="fr"), "La chambre est froide", Voice(EN)),
        (Known(app="zh-hans"), "La chambre est froide", Voice(ZH)),
        (Known(app="fr"), "👍 12", Voice(ZH)),
        (Known(), "hello", Voice(EN)),
        (Known(), None, Voice(ZH)),
    ],
)
def test_voice_goes_down_the_ladder(known: Known, text: str | None, voice: Voice) -> None:
    assert choose_voice(known, text, default=ZH) == voice


def test_clear_words_are_remembered_and_others_change_nothing() -> None:
    known = Known(written="zh-Hant")
    said = ("👍", "ok", "你好", "你们几点关门", "are you open today", "Où est la gare ?")
    assert [written_now(known, text) for text in said] == [
        "zh-Hant",
        "zh-Hant",
        "zh-Hant",
        "zh-Hans",
        "en",
        "fr",
    ]
