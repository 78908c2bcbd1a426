"""What a customer typed, as an answer to a question: only where it cannot mean anything else."""

import re
from collections.abc import Mapping
from unicodedata import normalize

from actions.settings.survey_questions import CHOICES, YES_OR_NO, Kind, Question
from actions.surveys.asking.branching import SKIPPED, Given

LONGEST = 60  # characters; whoever writes more is telling something
# Whatever stands around an answer without changing it.
FRAME = re.compile(r"^[\s\"'“”‘’「」（(]+|[\s\"'“”‘’「」）)。.!！~～,，]+$")
SCORE = re.compile(
    r"(?P<number>\d{1,2}|[零〇一二两兩三四五六七八九十])\s*(?P<unit>分|颗星|顆星|星|⭐|stars?|points?)?"
)
OUT_OF = re.compile(r"(?P<number>\d{1,2})\s*(?:/|out of)\s*(?P<top>\d{1,2})")
STARS = re.compile(r"(?:⭐|★)+")
NUMERALS: Mapping[str, int] = {
    **{each: number for number, each in enumerate("零一二三四五六七八九十")},
    "〇": 0,
    "两": 2,
    "兩": 2,
}
BETWEEN = re.compile(r"[、,，;；/\n]|\s+and\s+|和")
TRADITIONAL = str.maketrans("滿還沒錯對過個", "满还没错对过个")

SATISFACTION: Mapping[str, int] = {
    **dict.fromkeys(("非常不满意", "很不满意", "very dissatisfied", "very unsatisfied"), 1),
    **dict.fromkeys(("不满意", "不太满意", "dissatisfied", "unsatisfied", "not satisfied"), 2),
    **dict.fromkeys(("一般", "一般般", "neutral", "so so", "so-so"), 3),
    **dict.fromkeys(("满意", "satisfied"), 4),
    **dict.fromkeys(("非常满意", "十分满意", "very satisfied"), 5),
}
YES_NO: Mapping[str, int] = {
    **dict.fromkeys(
        ("是", "是的", "对", "对的", "yes", "yes please", "yep", "解决了", "已解决", "已经解决了"), 1
    ),
    **dict.fromkeys(("否", "不是", "没有", "no", "nope", "没解决", "没有解决", "还没解决", "还没有解决"), 0),
}
CONSENT: Mapping[str, int] = {
    **dict.fromkeys(
        ("愿意", "好", "好的", "可以", "是", "是的", "yes", "yes please", "ok", "okay", "sure"), 1
    ),
    **dict.fromkeys(("不愿意", "不用", "不用了", "不了", "不要", "否", "no", "no thanks", "no thank you"), 0),
}
SKIP = ("跳过", "skip")


def read_answer(question: Question, text: str) -> Given | None:
    """The answer that a text is, in either language; None where it is not, or could be something else.

    Words of a free-text question are not for reading, only the wish to skip it.
    """
    if len(text) > LONGEST:
        return None
    plain = _plain(text)
    if question.optional and plain in SKIP:
        return SKIPPED
    if question.kind in CHOICES:
        return _read_choices(question, plain)
    number = _read_words(question, plain)
    if number is None and question.kind not in YES_OR_NO:
        number = _read_number(question, plain)
    return Given(number=number) if number is not None and number in question.scale else None


def is_score(text: str) -> bool:
    """Whether a text is a number, which means an answer whatever was said in between."""
    return any(pattern.fullmatch(_plain(text)) for pattern in (SCORE, OUT_OF, STARS))


def _plain(text: str) -> str:
    """Without case, width, frame and the differences between the two scripts."""
    folded = normalize("NFKC", text).replace("\ufe0f", "").lower().translate(TRADITIONAL)
    return FRAME.sub("", FRAME.sub("", folded))


def _read_words(question: Question, plain: str) -> int | None:
    if question.words is not None:
        named = {
            _plain(word): number
            for words in question.words.values()
            for number, word in zip(question.scale, words, strict=True)
        }
        return named.get(plain)
    tables = {Kind.RATING: SATISFACTION, Kind.YES_NO: YES_NO, Kind.CONSENT: CONSENT}
    return tables.get(question.kind, {}).get(plain)


def _read_number(question: Question, plain: str) -> int | None:
    top = question.scale[-1] if question.scale else 0
    if plain == "满分":
        return top
    if found := OUT_OF.fullmatch(plain):
        return int(found["number"]) if int(found["top"]) == top else None
    if STARS.fullmatch(plain):
        return len(plain) if question.kind is Kind.RATING else None
    found = SCORE.fullmatch(plain)
    if found is None:
        return None
    is_stars = (found["unit"] or "").strip("颗顆") in ("星", "⭐", "star", "stars")
    if is_stars and question.kind is not Kind.RATING:
        return None
    written = found["number"]
    return NUMERALS[written] if written in NUMERALS else int(written)


def _read_choices(question: Question, plain: str) -> Given | None:
    """Options by their names; several of them where several may be chosen."""
    named = {_plain(text): option.id for option in question.options for text in option.text.values()}
    if plain in named:
        return Given(choices=(named[plain],))
    parts = [_plain(part) for part in BETWEEN.split(plain)]
    if question.kind is not Kind.MULTIPLE or not all(part in named for part in parts):
        return None
    chosen = {named[part] for part in parts}
    return Given(choices=tuple(option.id for option in question.options if option.id in chosen))
