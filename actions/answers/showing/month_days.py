"""The days that a text names by their number alone: "25号", "25到27号", "下个月1号", "on the 25th"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

_UNITS = "一二三四五六七八九"
# The numerals of 1 to 31, also as 廿五 for 25.
NUMERALS = (
    {sign: number for number, sign in enumerate(_UNITS, 1)}
    | {
        f"{tens}{unit}": 10 * ten + number
        for ten, signs in enumerate((("十",), ("二十", "廿")), 1)
        for tens in signs
        for number, unit in enumerate(("", *_UNITS))
    }
    | {"三十": 30, "三十一": 31}
)
_RUN = r" ?[到至~—–、和跟及-] ?"
# A numeral before 月, 号 or 日, or before another such day. A weekday is no number.
NUMERAL = re.compile(
    rf"(?<![周期拜第{_UNITS}十廿])([二三]?十[{_UNITS}]?|廿[{_UNITS}]?|[{_UNITS}])"
    rf"(?=[月号日]|{_RUN}[{_UNITS}十廿]{{1,3}}[号日])"
)
# A number with 号 may also be that of a place, and one with 日 how many days.
_SIGN = r"(?:号(?![店楼门线院馆厅柜窗桌房机铺仓])|日(?![内前后间均无游]))"
_WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
IN_CHINESE = re.compile(
    rf"(?<![\d第月./:路街道巷弄])(?<![路街道巷弄] )(?:(下个?|本|这个?)月的?)?(?:{_WEEKDAY})?"
    rf"(\d{{1,2}}(?:[号日]?{_RUN}\d{{1,2}}){{0,4}}){_SIGN}(?:[（(， ]{{0,2}}{_WEEKDAY})?"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_GOES_ON = r" ?(?:to|through|until|till|and|or|&|,|[-~—–]) ?(?:the )?"
IN_ENGLISH = re.compile(
    r"(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?(?:\bthe )?"
    rf"(?<![\d/.:])\b({_ORDINAL}(?:{_GOES_ON}{_ORDINAL}){{0,4}})\b"
    r"(?: (?:of )?(this|next) month\b)?(?! (?:floor|level|street|st|avenue|ave|time|order|party)\b)"
)
PART = re.compile(r"\d{1,2}|[到至~—–-]|to|through|until|till")
NEXT_MONTH = frozenset({"下", "下个", "next"})
FEWEST_MONTHS = 3  # every number of 1 to 31 is a day of one of three months in a row
MONTH = 31
MOST_RUNS = 4


def with_digits(text: str) -> str:
    """Return a text whose Chinese numerals of months and days are digits."""
    return NUMERAL.sub(lambda found: str(NUMERALS[found[1]]), text)


def month_days(text: str, today: date, since: date) -> tuple[tuple[date, ...], str]:
    """Return the days from today on that are named by a number, and the text without them.

    A number is the next such day since a day, which is today or one that the text has named before.
    """
    days: list[date] = []
    for pattern, run, month in ((IN_CHINESE, 2, 1), (IN_ENGLISH, 1, 2)):
        for found in islice(pattern.finditer(text), MOST_RUNS):
            begins = since if found[month] is None else _month_of(today, found[month])
            days += (day for day in _days_of(found[run], begins) if day >= today)
        text = pattern.sub(" ", text)
    return tuple(days), text


def _month_of(today: date, named: str) -> date:
    first = today.replace(day=1)
    return (first + timedelta(MONTH)).replace(day=1) if named in NEXT_MONTH else first


def _days_of(run: str, begins: date) -> Iterator[date]:
    """The days of a run such as "25号到27" or "25th and 26th"; a range that has begun is not put off."""
    parts = PART.findall(run)
    for place, part in enumerate(parts):
        if not part.isdigit():
            continue
        if parts[place + 1 : place + 2] and not parts[place + 1].isdigit():
            continue  # a range begins here
        last = _next(int(part), begins)
        if last is None:
            continue
        is_range = place > 1 and not parts[place - 1].isdigit()
        first = _before(int(parts[place - 2]), last) if is_range else last
        yield from (first + timedelta(number) for number in range((last - first).days + 1))


def _next(number: int, begins: date) -> date | None:
    """The next day with this number, this day included; None where no month has it."""
    days = (begins + timedelta(ahead) for ahead in range(FEWEST_MONTHS * MONTH))
    return next((day for day in days if day.day == number), None)


def _before(number: int, last: date) -> date:
    """The last day with this number up to a day, which itself stands for a number that no month has."""
    days = (last - timedelta(back) for back in range(FEWEST_MONTHS * MONTH))
    return next((day for day in days if day.day == number), last)
