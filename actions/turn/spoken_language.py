"""Wishes for a language in words: "English please", 请用中文回复.

They are read where they are the whole message.
"""

import re
from collections.abc import Mapping
from unicodedata import normalize

from actions.turn.chinese_form import simplified
from nlu.contract.labels import Language

LONGEST = 60  # characters; a longer text says more than that
AROUND = " \t\r\n.。!！?？,，~～、…\"'“”"
NAMES: Mapping[str, Language] = {
    **dict.fromkeys(("中文", "普通话", "国语", "汉语", "华语", "粤语", "广东话"), Language.ZH),
    **dict.fromkeys(("英文", "英语", "english"), Language.EN),
    **dict.fromkeys(("chinese", "mandarin", "cantonese"), Language.ZH),
}
OTHER: Mapping[Language, Language] = {Language.ZH: Language.EN, Language.EN: Language.ZH}
CHINESE = "|".join(name for name in NAMES if not name.isascii())
ENGLISH = "|".join(name for name in NAMES if name.isascii())
UNREAD = re.compile(
    rf"(?:我?(?:看|听)?(?:不懂|不会|不会说|不太懂|唔识|唔识听)(?P<unread>{CHINESE})"
    rf"|(?:sorry,? )?i (?:do not|don't|dont|cannot|can't|cant) (?:understand|read|speak|know)"
    rf" (?P<unknown>{ENGLISH}))[ ,.。，]{{0,2}}"
)
WISH = re.compile(
    r"(?:(?:你好|您好|喂),?)?(?:请问|请|麻烦|拜托|唔该)?(?:你们?|您|客服)?"
    r"(?:可以|可不可以|可唔可以|可否|能|能不能|能否|会|会不会|识唔识)?(?:请)?(?:跟我|和我|同我|给我)?"
    r"(?:用|说|讲|使用|要|换|换成|切换成|切换到|转|转成|改|改成|改用)?"
    rf"(?P<wanted>{CHINESE})(?:来)?(?:跟我|和我|同我|给我)?"
    r"(?:说话|说|讲|聊|聊天|回|回复|回覆|覆|回答|答复|答覆|交流|沟通|服务)?我?"
    r"(?:吗|么|吧|好吗|可以吗|行吗|得唔得|呀|啊)?,?(?:谢谢|唔该)?"
    r"|(?:(?:hi|hello|sorry),? )?(?:please )?(?:(?:can|could|may|do|would|will) (?:you|we|i|u) )?"
    r"(?:please |pls )?"
    r"(?:(?:speak|talk|reply|write|answer|respond|chat|continue|switch|change|use|type|do this|get this)"
    rf" (?:to me |with me |me |it |this )?)?(?:in |to )?(?P<asked>{ENGLISH})"
    r"(?: only| instead)?,? ?(?:please|pls|plz|thanks|thank you)?"
)


def wished_language(text: str) -> Language | None:
    """Return the language that a text asks for, and nothing besides; None for every other text.

    Not to read one of ours is a wish for the other.
    """
    if len(text) > LONGEST:
        return None
    said = simplified(normalize("NFKC", text)).strip(AROUND).lower()
    unread = UNREAD.match(said)
    rest = said if unread is None else said[unread.end() :]
    if unread is not None and not rest:
        return OTHER[NAMES[unread["unread"] or unread["unknown"]]]
    found = WISH.fullmatch(rest)
    return None if found is None else NAMES[found["wanted"] or found["asked"]]
