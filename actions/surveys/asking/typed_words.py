"""Words that mean one step of a scale: those of the question, and those that customers use for its kind."""

import re
from collections.abc import Iterator, Mapping

from actions.settings.survey_questions import Question
from actions.surveys.asking.typed_text import plain
from store.models.question_kinds import KINDS, Vocabulary

SATISFACTION: Mapping[str, int] = {
    **dict.fromkeys(
        ("非常不满意", "很不满意", "极不满意", "特别不满意", "very dissatisfied", "very unsatisfied"), 1
    ),
    **dict.fromkeys(
        ("不满意", "不太满意", "不是很满意", "不怎么满意", "dissatisfied", "unsatisfied", "not satisfied"), 2
    ),
    **dict.fromkeys(("一般", "一般般", "neutral", "so so", "so-so"), 3),
    **dict.fromkeys(("满意", "比较满意", "挺满意", "satisfied", "quite satisfied"), 4),
    **dict.fromkeys(("非常满意", "十分满意", "很满意", "特别满意", "very satisfied"), 5),
}
YES_NO: Mapping[str, int] = {
    **dict.fromkeys(
        (
            "是",
            "是的",
            "是啊",
            "对",
            "对的",
            "嗯",
            "嗯嗯",
            "有",
            "解决了",
            "已解决",
            "已经解决了",
            "都解决了",
        ),
        1,
    ),
    **dict.fromkeys(
        ("yes", "yes please", "yep", "yeah", "yup", "yes it is", "yes it has", "solved", "resolved"), 1
    ),
    **dict.fromkeys(
        ("否", "不是", "不", "没", "没有", "还没", "没呢", "没解决", "没有解决", "还没解决", "还没有解决"), 0
    ),
    **dict.fromkeys(
        ("没有啊", "根本没解决", "no", "nope", "nah", "not yet", "not resolved", "not solved"), 0
    ),
}
CONSENT: Mapping[str, int] = {
    **dict.fromkeys(
        ("愿意", "好", "好的", "好啊", "可以", "可以的", "行", "嗯", "是", "是的", "没问题", "来吧"), 1
    ),
    **dict.fromkeys(("yes", "yes please", "yeah", "yep", "ok", "okay", "sure", "of course", "go ahead"), 1),
    **dict.fromkeys(("不愿意", "不用", "不用了", "不了", "不要", "不想", "算了", "否", "没空", "没时间"), 0),
    **dict.fromkeys(("no", "nope", "no thanks", "no thank you", "not now"), 0),
}
VOCABULARIES: Mapping[Vocabulary | None, Mapping[str, int]] = {
    Vocabulary.SATISFACTION: SATISFACTION,
    Vocabulary.YES_NO: YES_NO,
    Vocabulary.CONSENT: CONSENT,
    None: {},
}
# What a question says of the ends of its scale, such as "(0 not at all, 10 very likely)".
ENDS = re.compile(r"\((\d+) *[:=-]? *([^\d,;]+)[,;] *(\d+) *[:=-]? *([^\d,;)]+)\)")


def read_word(question: Question, text: str) -> int | None:
    """The step that a plain text names, if it names one."""
    if question.words is not None:
        return dict(_own_words(question)).get(text)
    known = VOCABULARIES[KINDS[question.kind].vocabulary]
    return known[text] if text in known else dict(_ends(question)).get(text)


def _own_words(question: Question) -> Iterator[tuple[str, int]]:
    for words in (question.words or {}).values():
        yield from ((plain(word), number) for number, word in zip(question.scale, words, strict=True))


def _ends(question: Question) -> Iterator[tuple[str, int]]:
    for text in question.text.values():
        for low, lowest, high, highest in ENDS.findall(plain(f"{text} ") + ")"):
            yield plain(lowest), int(low)
            yield plain(highest), int(high)
