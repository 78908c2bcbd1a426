"""Taking out of a text what points at a person: numbers, names, addresses. Pure functions on strings."""

import re
from collections.abc import Iterable

SOMEONE = {True: "某某", False: "someone"}  # by whether Chinese stands around it
SOMEWHERE = {True: "某地", False: "somewhere"}

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "張劉陳楊黃趙吳孫馬羅鄭許韓馮鄧葉蘇魏呂盧鍾譚陸賈韋鄒龍賀顧龔萬錢嚴湯"
)
_SURNAME = rf"(?:[{_SURNAMES}]|(?<![谢謝])[谢謝](?![谢謝]))"  # 谢谢 is no Mr Xie
_PLACE = r"(?:(?![到在往去住寄送])[\u4e00-\u9fff])"
_TITLES = "先生|女士|小姐|太太|经理|經理|师傅|師傅|老师|老師|医生|醫生|护士|護士|主任|阿姨|大哥|大姐"
_ROADS = "大道|路|街|巷|弄|胡同|村|小区|小區|花园|花園|公寓|大厦|大廈|苑"
_UNITS = "号楼|號樓|号|號|弄|栋|棟|幢|座|单元|單元|楼|樓|层|層|室|房"
_STREETS = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Way|Court|Square|Boulevard|Blvd|Close|Terrace"

_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\w+", re.ASCII)
_HANDLE = re.compile(r"(?<!\w)@\w+")
_CHINESE_ADDRESS = re.compile(
    rf"{_PLACE}{{1,3}}(?:{_ROADS})\s*\d+\s*(?:{_UNITS})?(?:[\s\-]*\d+\s*(?:{_UNITS})?)*"
)
_ENGLISH_ADDRESS = re.compile(rf"\b\d{{1,5}}[a-zA-Z]? (?:[A-Z]\w+ ){{1,3}}(?:{_STREETS})\b\.?")
_TITLED = re.compile(rf"{_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?={_TITLES})")
_INTRODUCED = re.compile(
    rf"(?P<cue>我叫|名叫|姓名[:：\s]*|收件人[:：\s]*|联系人[:：\s]*|聯絡人[:：\s]*|入住人[:：\s]*){_SURNAME}[\u4e00-\u9fff]{{1,2}}"
)
_NAMED = re.compile(
    r"(?P<cue>\b(?:[Mm]y name(?: is|'s)|[Nn]ame:|[Tt]his is|(?:[MmDd]r|[Mm]r?s)\.?|[Mm]iss) )"
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?"
)
_DIGIT = re.compile(r"\d")


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text without numbers, links, handles, addresses and names; `names` are those of its writer.

    Digits become 0, so that the shape of a number stays. Unknown names are found by what stands
    beside them (a title, "my name is"); a bare name of a third person is not found.
    """
    plain = _HANDLE.sub("@someone", _LINK.sub("url", text))
    plain = _ENGLISH_ADDRESS.sub(SOMEWHERE[False], _CHINESE_ADDRESS.sub(SOMEWHERE[True], plain))
    plain = _INTRODUCED.sub(rf"\g<cue>{SOMEONE[True]}", _TITLED.sub("某", plain))
    plain = _NAMED.sub(rf"\g<cue>{SOMEONE[False]}", plain)
    for name in sorted({name.strip() for name in names}, key=len, reverse=True):
        plain = _without_name(plain, name)
    return _DIGIT.sub("0", plain)


def _without_name(text: str, name: str) -> str:
    """A single letter or character is no name that could be told from a word."""
    if len(name) < 2:
        return text
    is_chinese = bool(_HAN.search(name))
    edge = "" if is_chinese else r"(?!\w)"
    begin = "" if is_chinese else r"(?<!\w)"
    return re.sub(f"{begin}{re.escape(name)}{edge}", SOMEONE[is_chinese], text, flags=re.IGNORECASE)
