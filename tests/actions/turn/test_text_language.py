"""A text is in the language of most of its words; a language is named only where the words tell it."""

import pytest

from actions.turn.text_language import TextLanguage, read_language, text_language
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
        ("https://example.org/some/page HF-000012 @waiter", None),
        ("荷物がまだ届きません", None),
    ],
)
def test_text_language_is_that_of_most_words(text: str, language: Language | None) -> None:
    assert text_language(text) is language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("空调遥控器找不到了", "zh-Hans"),
        ("冷氣遙控器找不到了", "zh-Hant"),
        ("你好", "zh"),
        ("唔該，幾點閂門呀", "yue-Hant"),
        ("部冷气冇制冷喎，你哋几时嚟睇", "yue-Hans"),
        ("唔，知道了", "zh"),
        ("这家的味道は很好", "zh-Hans"),
        ("お部屋のエアコンが動きません", "ja"),
        ("에어컨이 안 돼요", "ko"),
        ("Кондиционер не работает", "ru"),
        ("المكيف لا يعمل", "ar"),
        ("แอร์ไม่เย็น", "th"),
        ("the air conditioner is dead", "en"),
        ("Die Klimaanlage im Zimmer geht nicht", "de"),
        ("El aire acondicionado no funciona", "es"),
        ("La climatisation ne marche plus", "fr"),
        ("Máy lạnh bị hỏng rồi", "vi"),
        ("AC di kamar saya tidak dingin sama sekali", "id"),
    ],
)
def test_clear_words_tell_language_and_script(text: str, tag: str) -> None:
    assert read_language(text) == TextLanguage(tag)


@pytest.mark.parametrize("text", ["hello", "ok", "thx", "kong tiao huai le", "tks bro", "iphone 15 pro"])
def test_words_that_tell_little_are_english_perhaps(text: str) -> None:
    assert read_language(text) == TextLanguage("en", is_clear=False)


def test_word_in_the_language_of_the_app_is_believed() -> None:
    read = [read_language("Hola", app) for app in ("es-mx", "fr", None)]
    assert read == [
        TextLanguage("es"),
        TextLanguage("en", is_clear=False),
        TextLanguage("en", is_clear=False),
    ]
