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
    **dict.fromkeys(("英文", "英语", "english", "eng"), Language.EN),
    **dict.fromkeys(("chinese", "mandarin", "cantonese"), Language.ZH),
}
OTHER: Mapping[Language, Language] = {Language.ZH: Language.EN, Language.EN: Language.ZH}
CHINESE = "|".join(name for name in NAMES if not name.isascii())
ENGLISH = "|".join(name for name in NAMES if name.isascii())
UNREAD = re.compile(
    rf"(?:我?(?:看|听|睇)?(?:不懂|不会|不会说|不太懂|唔识|唔识听|唔明)(?P<unread>{CHINESE})"
    rf"|我?(?P<weak>{CHINESE})(?:(?:看|听|睇)?(?:不懂|不太懂|不好|不太好|不行|唔明|唔识|唔好))"
    rf"|(?:sorry,? )?i (?:do not|don't|dont|cannot|can't|cant) (?:understand|read|speak|know)"
    rf" (?P<unknown>{ENGLISH}))[ ,.。，]{{0,2}}"
)
WISH = re.compile(
    r"(?:(?:你好|您好|喂),?)?(?:请问|请|麻烦|拜托|唔该)?(?:你们?|您|客服|我)?"
    r"(?:可以|可不可以|可唔可以|可否|能|能不能|能否|会|会不会|识唔识|只会|只懂|想)?(?:请)?"
    r"(?:跟我|和我|同我|给我)?"
    r"(?:用|说|讲|使用|要|整|换做|换成|换|切换成|切换到|切到|切|转做|转成|转|改成|改用|改)?"
    rf"(?P<wanted>{CHINESE})(?:来)?(?:跟我|和我|同我|给我)?"
    r"(?:说话|说|讲|聊天|聊|回复|回覆|回答|回|覆|答复|答覆|交流|沟通|服务|客服)?我?"
    r"(?:吗|么|没有|没|不|吧|啦|咩|好吗|好不好|可以吗|可以不|行吗|行不行|行不|得唔得|得吗|呀|啊)?,?(?:谢谢|唔该)?"
    r"|(?:(?:hi|hello|hey|sorry|ok(?:ay)?),? )?(?:please )?"
    r"(?:(?:can|could|may|do|would|will) (?:you|u|we|i) (?:guys )?|i (?:only |would )?|i'd |let'?s )?"
    r"(?:please |pls |plz )?"
    r"(?:(?:speak|talk|reply|write|answer|respond|chat|continue|switch|change|use|type|prefer|do|get)"
    rf" (?:to me |with me |me |it |this )?)?(?:in |to )?(?P<asked>{ENGLISH})"
    r"(?: only| instead| here| would be (?:great|nice|good|better))?,? ?"
    r"(?:please|pls|plz|thanks|thank you|thx)?"
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
        return OTHER[NAMES[unread["unread"] or unread["weak"] or unread["unknown"]]]
    found = WISH.fullmatch(rest)
    return None if found is None else NAMES[found["wanted"] or found["asked"]]
