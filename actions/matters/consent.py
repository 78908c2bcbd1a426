"""Short words to a question that yes or no answers, and words that say that something is still not solved."""

import re

from actions.matters.situation import Consent

LONGEST = 16  # characters; what is longer says more than yes or no
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
UNSOLVED = re.compile(
    r"还是|還是|还没|還沒|还不|還不|还在|還在|仍|依然|依旧|依舊|照样|照樣|没解决|沒解決|没有解决|沒有解決|未解决|未解決|"
    r"没修好|沒修好|没处理|沒處理|没好|沒好|老问题|老問題|老样子|老樣子|同样的问题|同樣的問題|又.{0,6}了|再次|复发|復發|"
    r"反复|反覆|仲係|仲未|"
    r"\bstill\b|\bagain\b|\bunresolved\b|\bsame (?:problem|issue|thing|fault)\b|\b(?:is|came|come) back\b|"
    r"(?:\bnot|\bnever|n't)(?: been)? (?:fixed|solved|resolved|repaired|sorted)",
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


def says_unsolved(text: str) -> bool:
    """Return whether a text says that something is still so, or is so again."""
    return UNSOLVED.search(text) is not None
