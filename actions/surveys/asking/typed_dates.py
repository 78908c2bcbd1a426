"""Days as customers type them, in either language: 昨天, 上周五, 11月3日, last Friday, Nov 3rd."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta

from nlu.contract.labels import Language

# The days that a text can mean in one way to read it: where the year is left out, one of each year.
Reading = tuple[date, ...]
Found = Mapping[str, str | None]
Rule = Callable[[Found, date, Language], tuple[Reading, ...]]

YEARS = 10  # before and after this one
OFFSETS: Mapping[str, int] = {
    **dict.fromkeys(("大前天", "大前日"), -3),
    **dict.fromkeys(
        ("前天", "前日", "前儿", "前晚", "day before yesterday", "the day before yesterday", "two days ago"),
        -2,
    ),
    **dict.fromkeys(("昨天", "昨日", "昨儿", "昨晚", "昨夜", "昨", "yesterday", "last night"), -1),
    **dict.fromkeys(("今天", "今日", "今儿", "今早", "今晚", "当天", "刚才", "刚刚"), 0),
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening", "just now"), 0),
    **dict.fromkeys(("明天", "明日", "明儿", "明早", "明晚", "tomorrow"), 1),
    **dict.fromkeys(("后天", "后日", "day after tomorrow", "the day after tomorrow", "in two days"), 2),
    **dict.fromkeys(("大后天", "大后日"), 3),
}
# What may stand before and behind a day without changing it.
BEFORE = (
    *(
        "我们是",
        "我们",
        "我是",
        "我",
        "大概",
        "大约",
        "应该",
        "可能",
        "好像",
        "差不多",
        "就是",
        "是",
        "在",
        "约",
    ),
    *("it was ", "it's ", "it is ", "that was ", "that's ", "i think ", "i guess ", "i believe "),
    *("probably ", "maybe ", "about ", "around ", "i went ", "i came ", "i was there ", "we went ", "on "),
)
BEHIND = (
    *(
        "过的",
        "去的",
        "来的",
        "到的",
        "做的",
        "办的",
        "的",
        "吧",
        "啊",
        "呀",
        "哦",
        "呢",
        "啦",
        "了",
        "左右",
        "前后",
    ),
    *("上午", "下午", "早上", "早晨", "中午", "傍晚", "晚上", "夜里", "凌晨", "那天", "这天"),
    *(" in the morning", " in the afternoon", " in the evening", " at noon", " at night", " i think"),
    *(" morning", " afternoon", " evening", " night", " i guess", " i believe", " probably", " or so"),
    *(" please", " thanks", " thank you", ",", " "),
)
NUMERALS: Mapping[str, int] = {
    **{each: number for number, each in enumerate("〇一二三四五六七八九十")},
    **dict(zip("零两廿卅", (0, 2, 20, 30), strict=True)),
}
ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {"a": 1, **{each: number for number, each in enumerate(ENGLISH, 1)}}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHINESE_WEEKDAYS = ("一1", "二2", "三3", "四4", "五5", "六6", "日天")
PAST = ("前", "以前", "之前", "ago")
# Which week, month or year is meant, counted from this one.
WHICH: Mapping[str | None, int] = {
    **dict.fromkeys(("上上",), -2),
    **dict.fromkeys(("上", "last", "去年"), -1),
    **dict.fromkeys(("这", "本", "当", "this", "今年"), 0),
    **dict.fromkeys(("下", "next", "明年"), 1),
    **dict.fromkeys(("下下",), 2),
}

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅两]{1,3})"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(COUNTS)})"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = (
    r"(?:(?:周|星期|礼拜)[一二三四五六日天1-6]|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?"
    r"|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
YEAR = r"(?P<year>\d{4}|\d\d(?=年)|[〇零一二三四五六七八九]{4}|[今去明]年)"
MONTH_AND_DAY = rf"(?P<month>{NUMBER})[-月/. ](?P<day>{NUMBER})[日号]?"
ORDINAL = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# Around a date, a day of the week says the same once more.
LEFT = rf"(?:(?P<left>{WEEKDAY})[, ]{{0,2}})?"
RIGHT = rf"(?:[, ]{{0,2}}\(?(?P<right>{WEEKDAY})\)?)?"
CLOCK = re.compile(
    r"(?:[ ,]{0,2}(?:at )?\d{1,2}(?::\d\d ?(?:am|pm)?| ?(?:am|pm))"
    rf"|{NUMBER}点(?:半|钟|[一三]刻|{NUMBER}分?)?)$"
)
# A time that is no day.
VAGUE = re.compile(
    rf"[上这本下]个?(?:周|星期|礼拜|月)|[上这]?周末|最近|近期|[前这][几两些]天|前阵子|几天前"
    rf"|(?:{NUMBER}|半)个?(?:周|星期|礼拜|月|年)[以之]?前|{NUMBER}月?|(?:{NUMBER}月)?(?:[上中下]旬|[月份]?[初中底末])"
    rf"|{MONTH}(?: \d{{4}})?|recently|the other day|(?:last|past|this|next) (?:week(?:end)?|month|year)"
    r"|(?:a few|a couple of|several|some) (?:day|week|month)s ago|\w{1,5} (?:week|month|year)s? ago"
)


def read_days(text: str, today: date, language: Language) -> tuple[Reading, ...] | None:
    """The ways to read a plain text as a day; None where it tells no time.

    A time that is no day, such as "last week", is read in no way, and a date that does not exist in a way
    without days. Whether the month stands first in 11/3 depends on the language.
    """
    for words in (text, _bare(text)):
        readings = _read(words, today, language)
        if readings is None:
            readings = _read_named(words, today, language)
        if readings is not None:
            return readings
    return None


def _read(words: str, today: date, language: Language) -> tuple[Reading, ...] | None:
    if words in OFFSETS:
        return ((today + timedelta(days=OFFSETS[words]),),)
    for pattern, rule in RULES:
        if found := pattern.fullmatch(words):
            return rule(found.groupdict(), today, language)
    return () if VAGUE.fullmatch(words) else None


def _read_named(words: str, today: date, language: Language) -> tuple[Reading, ...] | None:
    """昨天（11月28日）, "Yesterday, 28 Nov": read in no way where the two do not agree."""
    name = max((each for each in OFFSETS if words.startswith(each)), key=len, default=None)
    rest = None if name is None else _read(words[len(name) :].strip(" ,()"), today, language)
    if name is None or rest is None:
        return None
    day = today + timedelta(days=OFFSETS[name])
    return ((day,),) if any(day in reading for reading in rest) else ()


def _bare(text: str) -> str:
    """The text without its frame and the time of day; between Chinese characters, blanks mean nothing."""
    words = CLOCK.sub("", text if text.isascii() else text.replace(" ", ""))
    while cut := next((each for each in BEFORE if words.startswith(each)), ""):
        words = words[len(cut) :]
    while cut := next((each for each in BEHIND if words.endswith(each)), ""):
        words = CLOCK.sub("", words[: -len(cut)])
    return words


def _of_year(found: Found, today: date, language: Language) -> tuple[Reading, ...]:
    """3 Nov 2026, Nov 3rd, 2026-11-03, 11月3日, 去年11月3号."""
    month = found["month"] or ""
    number = MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS else _number(month)
    return (_days(found, ((year, number, _number(found["day"])) for year in _years(found, today))),)


def _in_figures(found: Found, today: date, language: Language) -> tuple[Reading, ...]:
    """11-3, 3/11, 3.11.2026: between points, a day stands before month and year, else either may be first."""
    first, second, years = _number(found["first"]), _number(found["second"]), _years(found, today)
    month_first = _days(found, ((year, first, second) for year in years))
    day_first = _days(found, ((year, second, first) for year in years))
    if found["year"] and found["mark"] == ".":
        return (day_first,)
    if language is Language.ZH and not found["year"]:
        return (month_first or day_first,)
    return tuple(reading for reading in (month_first, day_first) if reading) or ((),)


def _of_month(found: Found, today: date, language: Language) -> tuple[Reading, ...]:
    """3号, 上个月3号, the 3rd: of any month where none is named."""
    which, this = found.get("which"), today.year * 12 + today.month - 1
    months = range(-12 * YEARS, 12 * YEARS + 1) if which is None else (WHICH[which],)
    there = (divmod(this + each, 12) for each in months)
    return (_days(found, ((year, month + 1, _number(found["day"])) for year, month in there)),)


def _of_week(found: Found, today: date, language: Language) -> tuple[Reading, ...]:
    """上周五, Friday last week: weeks begin on Monday."""
    monday = today - timedelta(days=today.weekday())
    return ((monday + timedelta(weeks=WHICH[found["which"]], days=_weekday(found["weekday"])),),)


def _near_weekday(found: Found, today: date, language: Language) -> tuple[Reading, ...]:
    """Friday, last Friday, next Friday."""
    weekday, week = _weekday(found["weekday"]), timedelta(weeks=1)
    latest = today - timedelta(days=(today.weekday() - weekday) % 7)
    coming = latest + week
    match found["which"]:
        case "last" | "past" | "this past":
            return ((latest - week if latest == today else latest,),)
        case "next" if weekday > today.weekday():
            return (coming,), (coming + week,)  # some mean the one of this week, others that of the next
        case "next" | "coming" | "this coming":
            return ((coming,),)
        case _:
            return (latest,), (coming,)


def _distant(found: Found, today: date, language: Language) -> tuple[Reading, ...]:
    """三天前, 2 days ago, in three days."""
    count = found["count"] or ""
    days = timedelta(days=COUNTS.get(count) or _number(count))
    return ((today - days if found.get("side") in PAST else today + days,),)


RULES: Sequence[tuple[re.Pattern[str], Rule]] = (
    (re.compile(rf"{LEFT}{YEAR}(?:[-年/. ]|(?<=年)的?){MONTH_AND_DAY}{RIGHT}"), _of_year),
    (re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"), _of_year),
    (re.compile(rf"{LEFT}(?P<month>{NUMBER})月(?P<day>{NUMBER})[日号]?{RIGHT}(?P<year>)"), _of_year),
    (re.compile(rf"{LEFT}{ORDINAL}(?: of)?[ -]?{MONTH}(?:(?:, ?| |-)(?P<year>\d{{4}}))?{RIGHT}"), _of_year),
    (re.compile(rf"{LEFT}{MONTH}[ -]?{ORDINAL}(?:(?:, ?| )(?P<year>\d{{4}}))?{RIGHT}"), _of_year),
    (
        re.compile(
            rf"{LEFT}(?P<first>\d{{1,2}}) ?(?P<mark>[-/.]) ?(?P<second>\d{{1,2}})"
            rf"(?:(?P=mark)(?P<year>\d{{4}}|\d\d))?{RIGHT}"
        ),
        _in_figures,
    ),
    (re.compile(rf"(?:(?P<which>[上这本当下])个?月)?(?P<day>{NUMBER})[日号]{RIGHT}"), _of_month),
    (
        re.compile(
            rf"{LEFT}(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?: of (?P<which>last|this|next) month)?"
        ),
        _of_month,
    ),
    (re.compile(rf"(?P<which>上上|上|这|本|下|下下)个?(?P<weekday>{WEEKDAY})"), _of_week),
    (re.compile(rf"(?P<weekday>{WEEKDAY}) (?:of )?(?P<which>last|this|next) week"), _of_week),
    (
        re.compile(
            rf"(?:(?P<which>last|this past|past|this coming|coming|this|next) )?(?P<weekday>{WEEKDAY})"
        ),
        _near_weekday,
    ),
    (re.compile(rf"(?P<count>{NUMBER})天(?P<side>[以之]?[前后])"), _distant),
    (re.compile(rf"{COUNT} days? (?P<side>ago|from now|later)"), _distant),
    (re.compile(rf"in {COUNT} days?"), _distant),
)


def _days(found: Found, parts: Iterable[tuple[int, int, int]]) -> Reading:
    """The dates that exist, on the day of the week that stands beside them."""
    beside = [_weekday(found[side]) for side in ("left", "right") if found.get(side)]
    days = (date(*each) for each in parts if _exists(*each))
    return tuple(day for day in days if all(day.weekday() == weekday for weekday in beside))


def _exists(year: int, month: int, day: int) -> bool:
    return MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _years(found: Found, today: date) -> Sequence[int]:
    """The years that are meant; those around this one where it was left out."""
    year = found["year"]
    if not year:
        return range(today.year - YEARS, today.year + YEARS + 1)
    if year in WHICH:
        return (today.year + WHICH[year],)
    figures = "".join(str(NUMERALS.get(each, each)) for each in year)
    return (int(figures) + (2000 if len(figures) == 2 else 0),)


def _weekday(name: str | None) -> int:
    """Monday is 0."""
    name = name or ""
    if name[:3] in WEEKDAYS:
        return WEEKDAYS.index(name[:3])
    return next(number for number, each in enumerate(CHINESE_WEEKDAYS) if name[-1:] in each)


def _number(written: str | None) -> int:
    """3, 十三, 二十三, 廿三; 0 for what is no number, such as 三三."""
    if not written or written.isdecimal():
        return int(written or 0)
    number, before = 0, 10
    for each in written:
        value = NUMERALS[each]
        if value < 10 and before < 10:
            return 0
        number, before = (max(number, 1) * 10 if each == "十" else number + value), value
    return number
