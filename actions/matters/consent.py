"""Short words to a question that yes or no answers."""

import re

from wcwidth import width

from actions.matters.situation import Consent

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


def read_consent(text: str) -> Consent | None:
    """Return what a text says to a question that yes or no answers; None where it says something else."""
    bare = MARKS.sub("", text.lower().replace("'", "").replace("’", ""))
    if len(bare) > LONGEST:
        return None
    if YES.fullmatch(bare):
        return Consent.YES
    return Consent.NO if NO.fullmatch(bare) else None


def is_long(text: str) -> bool:
    """Return whether a text is longer than words that only agree."""
    return width(text) > LONGEST_NOD
