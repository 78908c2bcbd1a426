"""The numbers in a customer's words: our own cases, order and booking numbers, and phone numbers.

Other numbers look like these and are none of them: models of products, tax and identity numbers, number
plates, flights, dates, times and prices. What is named by a keyword or marked with # counts for itself; what
stands alone must look like a booking number and like nothing else.
"""

import re

from wcwidth import width

KEYWORD = (
    r"(?:订单编号|訂單編號|订单号码|訂單號碼|订单号|訂單號|预订号码|预订号|預訂號|预约号|預約號|预订|預訂|订单|訂單|"
    r"运单号|運單號|快递单号|快遞單號|单号|單號|编号|編號|房号|房號|"
    r"\b(?:order|booking|reservation|reference|ref|ticket|tracking|confirmation|pnr))"
)
NUMBER = r"([A-Z0-9](?:[A-Z0-9-]|[ ._/](?=\d)){3,30})"
DATE = re.compile(r"(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}")
NAMED = re.compile(
    KEYWORD + r"(?:\s*(?:numbers?|no\.?|code|id|号码|號碼|编号|編號))?"
    r"(?:\s*(?:is|was|是|为|為))?\s*[:：]?\s*[#＃]?\s*(?![A-Za-z]+\b(?![ -]?\d))" + NUMBER,
    re.IGNORECASE,
)
MARKED = re.compile(r"[#＃]\s?" + NUMBER, re.IGNORECASE)
# Letters and digits mixed, as booking systems write them; a bare number could be a phone or a price.
MIXED = re.compile(r"(?<![A-Z0-9-])(?=[A-Z0-9-]*[A-Z])(?=(?:[A-Z0-9-]*\d){4})([A-Z0-9-]{6,30})(?![A-Z0-9])")
BARE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z0-9-]{4,30})(?![A-Za-z0-9])")
# A record locator of airlines and hotels: six letters and digits in turn, often with fewer than three digits.
LOCATOR = re.compile(r"(?=.{6}$)(?:[A-Z]+\d+[A-Z]|\d+[A-Z]+\d|\d[A-Z]{5}$)[A-Z0-9]*", re.IGNORECASE)
SEPARATORS = re.compile(r"[ ._/]")
GROUPS = re.compile(r"(?<=\d)[ ._/](?=\d)")
BLANKS = re.compile(r"\s+")
LONGEST_ANSWER = 60
# What may stand beside a number that answers the question for it, in columns of text (Chinese takes two).
BESIDE = 14
# The same beside a number that is asked about: "12345678对吗".
BESIDE_ASKED = 3
# Words that only hand a number over: "here is my number, if that helps".
HANDING = re.compile(
    r"\b(?:the|my|it|its|it's|is|this|that|here|you|go|are|if|helps?|need(?:ed)?|hope|for|just|in|case)\b|"
    r"给您|给你|這個|这个|就是|麻烦|麻煩|您看看?|你看看?",
    re.IGNORECASE,
)
ASKING = re.compile(r"[?？吗嗎]")
# The same beside a phone number: "you can reach me on it, thanks".
CALLING = re.compile(
    r"\b(?:you|can|could|please|pls|call|ring|reach|contact|text|me|on|at|phone|mobile|number|thanks|thank)\b|"
    r"请|請|可以|[打联聯][系繫]?|电话|電話|手机|手機|号码|號碼|谢谢|謝謝|给?我",
    re.IGNORECASE,
)
# A phone number that is spoken of and not handed over: "别打", "stop calling", "打不通".
SPOKEN_OF = re.compile(
    r"[别別勿]|不(?:要|是|用|能|准|準|再|通|对|對|接)|[没沒冇]人|骚扰|騷擾|投诉|投訴|诈骗|詐騙|"
    r"老是|(?:[总總]是?|一直|[天每]天)[给給打发發来來]|"
    r"\b(?:(?:do|is|was|does)n['’]?t|not|never|stop|keeps?|kept|wrong|no one|nobody|no answer|scam|spam|"
    r"harass\w{0,5})\b",
    re.IGNORECASE,
)

CASE = re.compile(r"(?<![A-Za-z0-9])HF[-‐‑–—－ ]?(\d{4,12})(?![A-Za-z0-9])", re.IGNORECASE)
# Mainland mobiles, Hong Kong, Macau and Taiwan with their codes, international ones with a plus sign.
PHONE = re.compile(
    r"(?<![A-Za-z0-9-])(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|(?:\+?85[23][ -]?)[2-9]\d{3}[ -]?\d{4}"
    r"|09\d{2}[ -]?\d{3}[ -]?\d{3}|0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4}|\+\d{1,3}(?:[ -]?\(?\d{2,4}\)?){2,4})"
    r"(?![A-Za-z0-9-])"
)
BETWEEN_DIGITS = re.compile(r"[^\d+]")
IDENTITY = re.compile(r"\d{17}[\dXx]")
TAX = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
# The place and the letter that a plate of mainland China begins with, and its number, which has three digits
# at least: 新iPhone and 黑Switch are none.
PLATE = re.compile(
    r"[京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊]"
    r"[A-Z][·• -]?(?=(?:[A-Z]*\d){3})[A-Z0-9]{5,6}(?![A-Z0-9])",
    re.IGNORECASE,
)
FLIGHT = re.compile(r"[A-Z0-9]{2}\d{3,4}")
# The names of things end in letters, or begin with a name of letters in both cases: RTX4090, iPhone15128GB.
SIZE = re.compile(r"(?:\d{1,29}(?:GB|TB|MB|MHZ|GHZ|HZ|MAH|WH|KW|KG|ML|CM|MM|INCH|K))", re.IGNORECASE)
MODEL = re.compile(r"[A-Z]{2,5}\d{4}(?:[A-Z]{0,3})")
# A word in small letters and a short number: Galaxy256, switch2000.
NAMED_THING = re.compile(r"[A-Za-z]{4,19}[a-z]\d{1,4}")
MODEL_WORDS = re.compile(
    r"^\s*(?:型号|型號|款|系列|显卡|顯卡|手机|手機|电脑|電腦|电视|電視|冰箱|洗衣机|洗衣機|空调|空調|扫地机|掃地機|"
    r"相机|相機|耳机|耳機|打印机|印表機|笔记本|筆電|主板|处理器|處理器|"
    r"(?:graphics |sound |memory )?(?:card|phone|laptop|tv|printer|camera|vacuum|monitor|"
    r"fridge|washer|model)\b)",
    re.IGNORECASE,
)
# Rooms and houses; a table is booked (订座) and a stay begins (入住) under a number.
DWELLING = (
    r"[栋棟幢弄室]|(?<![订訂])座|(?<!入)住|单元|單元|号楼|號樓|门牌|門牌|"
    r"\b(?:flat|apartment|apt|unit|block|suite|building|house|street|road)"
)
BETWEEN_NAME_AND_NUMBER = (
    r"(?:\s*(?:number|no\.?|code|号码|號碼|号|號))?(?:\s*(?:is|was|是|为|為))?\s*[:：]?\s*[#＃]?\s*$"
)
# What the words before a number say that it is.
OTHER_NAME = re.compile(
    r"(?:发票|發票|抬头|抬頭|税号|稅號|纳税|納稅|身份证|身份證|护照|護照|身分證|证件|證件|银行卡|銀行卡|卡号|卡號|车牌|"
    r"車牌|航班|班机|班機|车次|車次|型号|型號|会员|會員|工号|工號|手机|手機|电话|電話|"
    rf"{DWELLING}|"
    r"\b(?:invoice|tax|vat|identity|passport|id|card|plate|flight|train|model|phone|mobile|call|member))"
    + BETWEEN_NAME_AND_NUMBER,
    re.IGNORECASE,
)
# A bare number was asked for, so that only a room or a house can be meant beside it.
DWELLING_NAME = re.compile(rf"(?:{DWELLING}){BETWEEN_NAME_AND_NUMBER}", re.IGNORECASE)


def find_case_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of our own cases that a text names, in the form that we write them."""
    return tuple(dict.fromkeys(f"HF-{int(match[1]):06d}" for match in CASE.finditer(text)))


def find_phones(text: str) -> tuple[str, ...]:
    """Return the phone numbers in a text, as digits with the plus sign that was written."""
    return tuple(dict.fromkeys(BETWEEN_DIGITS.sub("", match[0]) for match in PHONE.finditer(text)))


def phone_alone(text: str) -> str | None:
    """Return the phone number that a message is, with little besides; None where it says anything else."""
    phones = find_phones(text)
    return phones[0] if len(phones) == 1 and _hands_over(PHONE.sub(" ", text)) else None


def find_order_number(text: str) -> str | None:
    """Return the order or booking number that a message names without being asked for it."""
    rest = _without_others(text)
    for pattern in (NAMED, MARKED, MIXED):
        for match in pattern.finditer(rest):
            number = _tidy(match[1])
            if DATE.match(match[1]) or not _is_plausible(number) or _is_called_otherwise(rest, match):
                continue
            if pattern is MIXED and _is_thing(number, rest[match.end() :]):
                continue
            return number
    return None


def read_order_number(answer: str) -> str | None:
    """Return the number in an answer to the question for it; a bare one only where it is nearly all of it."""
    found = find_order_number(answer)
    if found is not None or len(answer) > LONGEST_ANSWER:
        return found
    rest = GROUPS.sub("", _without_others(answer))
    candidates = [
        match[1].strip("-")
        for match in BARE.finditer(rest)
        if _is_plausible(match[1])
        and (match[1] == answer.strip() or NAMED_THING.fullmatch(match[1]) is None)
        and DWELLING_NAME.search(rest[: match.start()]) is None
    ]
    if len(candidates) != 1 or width(_beside(answer, candidates[0])) > BESIDE:
        return None
    return candidates[0]


def says_more(text: str, order_number: str) -> bool:
    """Return whether a message says more than its order number."""
    if ASKING.search(text) is None:
        return width(_beside(text, order_number)) > BESIDE
    return width(_without(ASKING, _without(HANDING, _beside(text, order_number)))) > BESIDE_ASKED


def is_number_alone(text: str) -> bool:
    """Return whether a message is a phone, order or booking number or a plate, and hardly a word besides."""
    if PLATE.search(text):
        return _hands_over(PLATE.sub(" ", text))
    if find_phones(text):
        return _hands_over(PHONE.sub(" ", text))
    number = read_order_number(text)
    return number is not None and not says_more(text, number)


def _beside(text: str, order_number: str) -> str:
    """What a message says beside its number; words that only hand it over count in a question alone."""
    beside = NAMED.sub("", text, count=1).replace(order_number, "")
    return beside.strip() if ASKING.search(text) else _without(HANDING, beside)


def _hands_over(beside: str) -> bool:
    """Whether what stands beside a phone number only hands it over."""
    if ASKING.search(beside) or SPOKEN_OF.search(beside):
        return False
    return width(_without(CALLING, _without(HANDING, beside))) <= BESIDE


def _without_others(text: str) -> str:
    """The text with blanks in place of case numbers and plates."""
    for pattern in (CASE, PLATE):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def _without(words: re.Pattern[str], text: str) -> str:
    return BLANKS.sub(" ", words.sub(" ", text)).strip()


def _tidy(number: str) -> str:
    """The number without blanks and marks between its groups of digits; hyphens belong to it."""
    return SEPARATORS.sub("", number).strip("-")


def _is_plausible(number: str) -> bool:
    """Whether it has three digits or is a locator, and is no phone, identity or tax number."""
    if sum(character.isdigit() for character in number) < 3 and LOCATOR.fullmatch(number) is None:
        return False
    whole = number.strip("-")
    return not (PHONE.fullmatch(whole) or IDENTITY.fullmatch(whole) or TAX.fullmatch(whole.upper()))


def _is_called_otherwise(text: str, match: re.Match[str]) -> bool:
    """Whether the words before a number say that it is something else."""
    return match.re is not NAMED and OTHER_NAME.search(text[: match.start()]) is not None


def _is_thing(number: str, after: str) -> bool:
    """Whether a number that has no name is that of a product or a flight."""
    if MODEL_WORDS.search(after) or SIZE.search(number):
        return True
    return (FLIGHT.fullmatch(number) or MODEL.fullmatch(number)) is not None
