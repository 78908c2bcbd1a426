"""Whether people are in danger or money: the advice until someone comes differs."""

import re
from enum import StrEnum


class Danger(StrEnum):
    """What an urgent message is about."""

    PEOPLE = "people"
    MONEY = "money"  # or a regulator or lawyer that the customer names


MONEY = re.compile(
    r"银行卡|銀行卡|信用卡|储蓄卡|儲蓄卡|[我的张張]卡|卡被|盗刷|盜刷|被刷|转账|轉帳|转走|轉走|账户|帳戶|账号|帳號|密码|密碼|诈骗|詐騙|被骗|被騙|"
    r"律师|律師|起诉|起訴|法院|12315|消协|消協|消委会|消委會|监管|監管|工商局|市监|記者|记者|媒体|媒體|"
    r"\b(?:cards?|account|charge[ds]?|charging|scam|fraud|transfer|withdrawn|stolen|lawyer|attorney|solicitor|"
    r"court|sue|suing|regulator|ombudsman|trading standards|consumer council|press|journalist)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"伤|傷|流血|出血|血|晕|暈|昏|火|烟|煙|煤气|煤氣|燃气|燃氣|瓦斯|漏电|漏電|触电|觸電|呼吸|中毒|吐|发烧|發燒|过敏|過敏|孩子|小孩|宝宝|寶寶|女儿|"
    r"女兒|儿子|兒子|老人|走失|不见了|不見了|救命|自杀|自殺|威胁|威脅|打人|持刀|困在|困住|夹|夾|摔|骨折|"
    r"\b(?:hurt|injur\w+|bleed\w*|blood|unconscious|faint\w*|fire|smoke|gas|shock|breath\w*|poison\w*|vomit\w*|"
    r"fever|allerg\w+|child|kid|baby|son|daughter|toddler|missing|help me|suicid\w+|threat\w*|knife|gun|"
    r"trapped|stuck|fell|broken (?:arm|leg)|ambulance|collapsed)\b",
    re.IGNORECASE,
)


def endangers_people(text: str) -> bool:
    """Return whether a text names what people can come to harm by."""
    return PEOPLE.search(text) is not None


def danger_in(text: str) -> Danger:
    """Return what an urgent text is about; people where it may be both or neither."""
    return Danger.MONEY if MONEY.search(text) and not endangers_people(text) else Danger.PEOPLE
