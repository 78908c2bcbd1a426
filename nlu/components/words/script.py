"""The script in which a text is written."""

import re

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")


def han_share(text: str) -> float:
    """Return the share of Chinese characters among the words of the text, 0–1; a Latin word counts as one.

    A text with neither has no language and gives 0.5.
    """
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    return han / (han + latin) if han + latin else 0.5
