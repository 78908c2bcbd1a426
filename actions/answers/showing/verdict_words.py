"""Short words about an answer that was just given, or a choice among questions."""

import re
from collections.abc import Mapping
from unicodedata import normalize

from actions.turn.chinese_form import simplified
from store.models.answers import ShowingOutcome

LONGEST = 24  # characters; what is longer says more than whether it helped
MARKS = re.compile(r"[\s,.!?~，。！？～、…'’]+|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]")
SIGNS = frozenset("👍👌✅💯")
SKIN = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff\ufe0f"
POLITE = (
    r"(?:(?:非常|太)?(?:谢谢|感谢|多谢|谢)(?:您|你|了|啦)*|"
    r"thanks?(?:you|alot|somuch)*|thx|cheers|哦|噢|啊|oh)"
)
ASSENT = (
    r"(?:是的?|对的?|嗯+|有|有的|有用|(?:很|挺|非常)?有帮助|帮到了?|帮上了?|可以了?|好的?|行|没问题了?|够了|"
    r"(?:我)?(?:明白|懂|知道|清楚|了解|解决|搞定|会)了?|原来如此|原来是这样|"
    r"yes(?:itdid|itdoes)?|yep|yeah|yup|y|ok|okay|sure|it(?:did|does)|"
    r"that(?:s)?(?:it|helps|helped|answersit|works)|"
    r"(?:very)?helpful|(?:i)?gotit|(?:all)?clear(?:now)?|solved|perfect|great|understood|isee|goodtoknow)"
)
CONFIRMS = re.compile(f"{POLITE}*{ASSENT}(?:{ASSENT}|{POLITE})*(?:了|啦|呀|哈)?")
ANOTHER = re.compile(
    r"不是(?:的|这个|我(?:想|要)?问的)?|不对|答非所问|我?问的不是这个|我(?:没|不是)问这个|不是这个(?:意思)?|"
    r"(?:no)?(?:thats)?not(?:whatiasked|it|myquestion|whatimeant|whatiwanted)|wrong(?:answer|question)?"
)
STILL_UNCLEAR = re.compile(
    r"不|没|没有|没(?:什么)?(?:用|帮助)|没(?:有)?(?:解决|帮到|明白|懂|看懂|说清楚)|"
    r"(?:还是)?不(?:明白|清楚|太清楚|太明白|懂|太懂)|"
    r"看不懂|还是不行|不行|no|nope|no?it(?:didnt|doesnt)(?:help)?|(?:that)?didnthelp|not?helpful|nothelpful|"
    r"(?:still)?(?:not|un)clear|notreally|idont(?:understand|getit)"
)
CHOICES: Mapping[str, int] = {
    **dict.fromkeys(("都不是", "都不对", "没有", "noneofthese", "none", "neither", "noneofthem"), 0),
    **{word: number for number in (1, 2, 3) for word in (f"{number}", f"第{number}个", f"第{number}条")},
    **{f"第{word}{unit}": number for number, word in enumerate("一二三", 1) for unit in "个条"},
    **{word: number for number, word in enumerate("一二三", 1)},
    **{
        f"{article}{word}{one}": number
        for number, word in enumerate(("first", "second", "third"), 1)
        for article in ("", "the")
        for one in ("", "one")
    },
}


def read_verdict(text: str) -> ShowingOutcome | None:
    """Return what short words say of an answer; None where they say something else.

    Thanks alone do not say that it helped.
    """
    if text.strip().rstrip(SKIN) in SIGNS:
        return ShowingOutcome.CONFIRMED
    bare = _bare(text)
    if not bare or len(bare) > LONGEST:
        return None
    if ANOTHER.fullmatch(bare):
        return ShowingOutcome.NOT_MY_QUESTION
    if STILL_UNCLEAR.fullmatch(bare):
        return ShowingOutcome.UNCLEAR
    return ShowingOutcome.CONFIRMED if CONFIRMS.fullmatch(bare) else None


def read_choice(text: str) -> int | None:
    """Return the number of the question that short words choose, 0 for none of them; None for other words."""
    return CHOICES.get(_bare(text))


def _bare(text: str) -> str:
    return MARKS.sub("", simplified(normalize("NFKC", text[: 4 * LONGEST])).lower())
