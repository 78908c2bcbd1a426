"""Numbers of a scale as customers type them: in digits, in stars, or in words that mean one step."""

import re
from collections.abc import Mapping

from actions.settings.survey_questions import Question
from actions.surveys.asking.typed_text import plain
from store.models.question_kinds import KINDS, Vocabulary

SCORE = re.compile(
    r"(?P<number>\d{1,2}|[零〇一二两兩三四五六七八九十])\s*(?P<unit>分|颗星|顆星|星|⭐|stars?|points?)?"
)
OUT_OF = re.compile(r"(?P<number>\d{1,2})\s*(?:/|out of)\s*(?P<top>\d{1,2})")
STARS = re.compile(r"(?:⭐|★)+")
FULL_MARKS = "满分"
NUMERALS: Mapping[str, int] = {
    **{each: number for number, each in enumerate("零一二三四五六七八九十")},
    "〇": 0,
    "两": 2,
    "兩": 2,
}

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
VOCABULARIES: Mapping[Vocabulary | None, Mapping[str, int]] = {
    Vocabulary.SATISFACTION: SATISFACTION,
    Vocabulary.YES_NO: YES_NO,
    Vocabulary.CONSENT: CONSENT,
    None: {},
}


def is_score(text: str) -> bool:
    """Whether a text is a number, which is an answer even after other messages."""
    return any(pattern.fullmatch(plain(text)) for pattern in (SCORE, OUT_OF, STARS))


def read_step(question: Question, text: str) -> int | None:
    """The step of the question's scale that a plain text means, if it means one."""
    number = _read_words(question, text)
    if number is None and KINDS[question.kind].reads_digits:
        number = _read_digits(question, text)
    return number if number in KINDS[question.kind].scale else None


def _read_words(question: Question, text: str) -> int | None:
    if question.words is None:
        return VOCABULARIES[KINDS[question.kind].vocabulary].get(text)
    named = {
        plain(word): number
        for words in question.words.values()
        for number, word in zip(question.scale, words, strict=True)
    }
    return named.get(text)


def _read_digits(question: Question, text: str) -> int | None:
    top, reads_stars = question.scale[-1], KINDS[question.kind].reads_stars
    if text == FULL_MARKS:
        return top
    if found := OUT_OF.fullmatch(text):
        return int(found["number"]) if int(found["top"]) == top else None
    if STARS.fullmatch(text):
        return len(text) if reads_stars else None
    found = SCORE.fullmatch(text)
    if found is None:
        return None
    is_stars = (found["unit"] or "").strip("颗顆") in ("星", "⭐", "star", "stars")
    if is_stars and not reads_stars:
        return None
    written = found["number"]
    return NUMERALS[written] if written in NUMERALS else int(written)
