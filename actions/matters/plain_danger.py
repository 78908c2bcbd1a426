"""Words that are urgent whatever a model says: a server that tells no urgency must not hide a fire.

Only plain statements count, since many of these words are figures of speech elsewhere: 火爆, "a fire sale".
"""

import re

PLAIN = re.compile(
    r"着火|著火|起火|失火|火[灾災]|冒(?:浓|濃)?[烟煙]|(?:煤气|煤氣|燃气|燃氣|瓦斯)(?:味|泄漏|洩漏|漏)|漏(?:煤气|煤氣|燃气|燃氣|瓦斯)|"
    r"触电|觸電|(?:流|出)(?:了|着|好多|很多)?血|[晕暈昏](?:倒|过去|過去|迷)|没有?呼吸|沒有?呼吸|喘不[过過上]|心[脏臟]病|骨折|中毒|"
    r"(?:都|全|一直|不停)在?(?:上)?吐(?!槽)|救命|救护车|救護車|"
    r"(?:孩子|小孩|宝宝|寶寶|女儿|女兒|儿子|兒子|老人|妈妈|媽媽)[^。！!?？]{0,12}(?:不见了|不見了|走丢|走丟|走失|找不到)|"
    r"(?:困|[夹夾]|卡)在[^。！!?？]{0,6}(?:电梯|電梯|门|門)|持刀|拿着刀|要杀|要殺|自[杀殺]|"
    r"(?:卡|账户|帳戶|账号)[^。！!?？]{0,6}(?:被盗|被盜|被偷|盗刷|盜刷)|被(?:人)?(?:盗刷|盜刷|刷了)|"
    r"\b(?:is|are|caught|on|there(?:'s| is) a) (?:on )?fire\b(?! sale)|\bsmoke (?:is )?coming\b|"
    r"\b(?:smell|smells|leak\w*)(?: of| like)? gas\b|\bgas (?:leak|smell)|\belectrocuted\b|"
    r"\bbleeding\b|\bunconscious\b|"
    r"\b(?:collapsed|fainted|passed out)\b|\b(?:not|can'?t|cannot|stopped) breath\w*|\bheart attack\b|"
    r"\bfood poisoning\b|\bpoisoned\b|"
    r"\b(?:ambulance|call (?:the )?(?:police|911|999|112))\b|"
    r"\b(?:my|our|a|the) (?:\w+ )?(?:child|kid|son|daughter|baby|toddler|mother|father)"
    r" (?:(?:is|has|was|got|went) )?(?:missing|lost|disappeared|trapped)\b|"
    r"\blost (?:my|our) (?:child|kid|son|daughter|toddler)\b|"
    r"\b(?:trapped|stuck) in (?:the|your|a) (?:lift|elevator)\b|"
    r"\bcard (?:was|is|has been|got)(?: just)? (?:stolen|used)\b",
    re.IGNORECASE,
)
# What is asked in advance, or was long ago.
NOT_NOW = re.compile(
    r"(?:如果|假如|万一|萬一|要是)|灭火器|滅火器|消防演[习習]|上(?:个?月|周|週)|去年|"
    r"\bif\b|\bin case\b|\blast (?:week|month|year)\b",
    re.IGNORECASE,
)


def is_plainly_urgent(text: str) -> bool:
    """Return whether a text says outright that someone is in danger or loses money now."""
    return PLAIN.search(text) is not None and NOT_NOW.search(text) is None
