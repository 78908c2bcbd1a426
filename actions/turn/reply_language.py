"""Which language to answer in."""

import re

from nlu.contract.labels import Language

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def choose_language(
    chosen: Language | None, language_code: str | None, text: str | None, default: Language
) -> Language:
    """The customer's own choice, else the language of the app, else that of the text, else the default.

    An app in a language that Huifang does not speak says nothing about which of ours to use.
    """
    if chosen is not None:
        return chosen
    for language in Language:
        if language_code and language_code.lower().split("-")[0] == language.value:
            return language
    return text_language(text or "") or default


def text_language(text: str) -> Language | None:
    """The language a text is written in; None where it has no words (digits, emoji).

    A Chinese character counts as much as an English word: English names inside a Chinese sentence are
    common, and few, and the reverse holds as well.
    """
    chinese = len(HAN.findall(text))
    english = len(LATIN_WORD.findall(text))
    if not chinese and not english:
        return None
    return Language.ZH if chinese > english else Language.EN
