"""Whether people are in danger or money: the advice until someone comes differs."""

import re
from enum import StrEnum

from actions.turn.references import is_number_alone
from nlu.contract.understanding import Understanding


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
HARM = re.compile(
    r"伤|傷|流血|出血|血(?![压壓糖型本拼])|晕|暈|昏|火(?![锅鍋爆车車候腿鸡雞龙龍])|烟(?!花)|煙(?!花)|煤气|煤氣|"
    r"燃气|燃氣|瓦斯|漏电|漏電|触电|觸電|呼吸|中毒|吐(?![槽司])|发烧|發燒|过敏|過敏|走失|救命|"
    r"自杀|自殺|威胁|威脅|打人|持刀|困在|困住|骨折|"
    r"\b(?:hurt|injur\w+|bleed\w*|blood|unconscious|faint\w*|fire|smoke|gas|shock|breath\w*|poison\w*|vomit\w*|"
    r"fever|allerg\w+|suicid\w+|threat\w*|knife|gun|trapped|broken (?:arm|leg)|ambulance|collapsed)\b",
    re.IGNORECASE,
)
# Those who come to harm first, and what is harmless as long as nothing else speaks of harm.
AT_RISK = re.compile(
    r"孩子|小孩|宝宝|寶寶|女儿|女兒|儿子|兒子|老人|不见了|不見了|夹|夾|摔|火|血|吐|"
    r"\b(?:child|kid|baby|son|daughter|toddler|missing|help me|stuck|fell)\b",
    re.IGNORECASE,
)


def names_harm(text: str) -> bool:
    """Return whether a text names harm to people, as far as that is seen without the model."""
    return HARM.search(text) is not None


def endangers_people(text: str) -> bool:
    """Return whether a text that sounds urgent names what people can come to harm by."""
    return names_harm(text) or AT_RISK.search(text) is not None


def cannot_wait(text: str, reading: Understanding | None) -> bool:
    """Return whether a text is urgent; without a reading, a needless alert is better than none.

    A number alone presses for nothing, however its digits are read.
    """
    if reading is None:
        return names_harm(text)
    return reading.urgent and (endangers_people(text) or not is_number_alone(text))


def danger_in(text: str) -> Danger:
    """Return what an urgent text is about; people where it may be both or neither."""
    return Danger.MONEY if MONEY.search(text) and not endangers_people(text) else Danger.PEOPLE
