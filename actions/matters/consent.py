"""Short words to a question that yes or no answers."""

import re

from wcwidth import width

from actions.matters.situation import Consent
from actions.turn.references import CASE

LONGEST = 16  # characters; what is longer says more than yes or no
LONGEST_NOD = 12  # columns of text (Chinese takes two); words that only agree are shorter
MARKS = re.compile(r"[\s,.!?~，。！？～、…]+")
YES = re.compile(
    r"是的?|对的?|對的?|係呀?|嗯嗯?|好[的吧]?|可以|行|确认|確認|需?要|撤[销銷]?|取消|关闭|關閉|关掉|重新打[开開]|打[开開]|"
    r"yes|yep|yeah|y|ok|okay|sure|(?:yes)?please|confirm(?:ed)?|correct|right|doit|goahead|"
    r"(?:close|cancel|reopen|withdraw)(?:it)?|please(?:close|cancel|reopen|withdraw)(?:it)?"
)
NO = re.compile(
    r"不|不是|不要|不用了?|不必|不行|[别別]|否|先不|继续|繼續|继续处理|繼續處理|保留|唔係|唔使|唔好|"
    r"no|nope|n|not|notyet|dont|donot|nothanks|keep(?:it)?(?:open)?"
)
# What agreement in more words begins with, and what takes it back: "yes, go ahead", "好，那就这样办".
BEGINS_WITH_YES = re.compile(
    r"\W{0,4}(?:"
    r"好(?![像似几幾多久难難])|可以|行(?![李程业業车車])|是[的啊呀呢]|[对對](?:[的啊呀，,]|$)|嗯|[没沒][问問][题題]|同意|"
    r"(?:yes|yep|yeah|ok|okay|sure|right|correct|fine|great|good|perfect|please|alright|all right|do it|"
    r"go ahead|sounds|works|that works|that(?: is|['’]s) (?:fine|ok|okay|right|good|great|correct))\b)",
    re.IGNORECASE,
)
TAKES_BACK = re.compile(
    r"不[过過要用行]|但|先[别別]|\b(?:but|not|no(?! (?:problem|worries|issue))|wait)\b|n['’]t\b",
    re.IGNORECASE,
)


def read_consent(text: str) -> Consent | None:
    """Return what a text says to a question that yes or no answers; None where it says something else."""
    bare = MARKS.sub("", text.lower().replace("'", "").replace("’", ""))
    if len(bare) > LONGEST:
        return None
    if YES.fullmatch(bare):
        return Consent.YES
    return Consent.NO if NO.fullmatch(bare) else None


def tells_more(text: str) -> bool:
    """Return whether a text is longer than a nod and does not agree; numbers of our cases do not count."""
    words = CASE.sub("", text).strip()
    agrees = BEGINS_WITH_YES.match(words) is not None and TAKES_BACK.search(words) is None
    return width(words) > LONGEST_NOD and not agrees
