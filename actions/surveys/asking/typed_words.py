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
    **dict.fromkeys(("一般", "一般般", "普通", "neutral", "so so", "so-so"), 3),
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
# Other words for the five steps between disagreement and agreement.
AGREEMENT: Mapping[str, int] = {
    **dict.fromkeys(("完全不同意", "非常不同意", "很不同意", "totally disagree", "completely disagree"), 1),
    **dict.fromkeys(("不太同意", "不怎么同意", "不是很同意", "不认同", "don't agree", "do not agree"), 2),
    **dict.fromkeys(
        ("一般般", "普通", "中立", "还行", "还可以", "neutral", "in between", "so so", "so-so"), 3
    ),
    **dict.fromkeys(("比较同意", "基本同意", "认同", "赞同", "mostly agree", "somewhat agree"), 4),
    **dict.fromkeys(("完全同意", "非常同意", "十分同意", "很同意", "totally agree", "fully agree"), 5),
}
AGREES = 4  # the step of "agree"
# What may stand before and behind a word of a scale, and says nothing besides.
FRAME = re.compile(
    r"^(?:我|那就|就|算是?|还是|应该|总体|整体|i(?:'m|'d say| would say| am)? |it(?:'s| is) |overall,? )+"
    r"|(?:啊|吧|呀|啦|哦|喔|呢|咯|喇|哈){1,4}$| (?:i think|i guess|i suppose|overall|then)$"
)
# What a question says of the ends of its scale, such as "(0 not at all, 10 very likely)".
ENDS = re.compile(r"\((\d+) *[:=-]? *([^\d,;]+)[,;] *(\d+) *[:=-]? *([^\d,;)]+)\)")


def read_word(question: Question, text: str) -> int | None:
    """The step that a plain text names, if it names one."""
    known = _known_words(question)
    return next((known[word] for word in (text, FRAME.sub("", text)) if word in known), None)


def _known_words(question: Question) -> Mapping[str, int]:
    if question.words is None:
        return {**dict(_ends(question)), **VOCABULARIES[KINDS[question.kind].vocabulary]}
    own = dict(_own_words(question))
    return {**AGREEMENT, **own} if AGREES in (own.get("同意"), own.get("agree")) else own


def _own_words(question: Question) -> Iterator[tuple[str, int]]:
    for words in (question.words or {}).values():
        yield from ((plain(word), number) for number, word in zip(question.scale, words, strict=True))


def _ends(question: Question) -> Iterator[tuple[str, int]]:
    for text in question.text.values():
        for low, lowest, high, highest in ENDS.findall(plain(f"{text} ") + ")"):
            yield plain(lowest), int(low)
            yield plain(highest), int(high)
