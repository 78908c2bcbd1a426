"""In which language a text is written."""

import re

from nlu.contract.labels import Language

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


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
