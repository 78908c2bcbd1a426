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
# Words that may stand beside an assent. Of words that begin alike, the longer comes first in both patterns.
POLITE = re.compile(
    r"(?:非常|太)?(?:谢谢|感谢|多谢|谢)(?:您|你)?|[了啦呀哈]|thanks?(?:you|alot|somuch)?|thx|cheers|[哦噢啊]|oh"
)
ASSENT = re.compile(
    r"是的?|对的?|嗯|(?:很|挺|非常)?有帮助|有用|有的|有|帮到了?|帮上了?|可以了?|好的?|行|没问题了?|够了|"
    r"我?(?:明白|懂|知道|清楚|了解|解决|搞定|会)了?|原来如此|原来是这样|"
    r"yes(?:itdid|itdoes)?|yep|yeah|yup|y|okay|ok|sure|it(?:did|does)|"
    r"thats?(?:it|helps|helped|answersit|works)|"
    r"(?:very)?helpful|i?gotit|(?:all)?clear(?:now)?|solved|perfect|great|understood|isee|goodtoknow"
)
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
    return ShowingOutcome.CONFIRMED if _confirms(bare) else None


def read_choice(text: str) -> int | None:
    """Return the number of the question that short words choose, 0 for none of them; None for other words."""
    return CHOICES.get(_bare(text))


def _confirms(bare: str) -> bool:
    """Return whether there are words of assent, and beside them only polite ones."""
    place, has_assent = 0, False
    while place < len(bare):
        assent = ASSENT.match(bare, place)
        found = assent or POLITE.match(bare, place)
        if found is None:
            return False
        place, has_assent = found.end(), has_assent or assent is not None
    return has_assent


def _bare(text: str) -> str:
    return MARKS.sub("", simplified(normalize("NFKC", text[: 4 * LONGEST])).lower())
