"""A question that goes on from an answer about business hours: the same, on another day."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from actions.answers.entry import Entry
from actions.answers.filling import tells_hours
from actions.answers.opening_hours import dated, day_name, opening_of, spans
from actions.answers.showing.answer_message import facts_for
from actions.settings.replies import Reply
from actions.turn.chinese_form import simplified
from actions.turn.turn import Turn

LONGEST = 30  # characters; a longer question stands for itself
WEEK = 7
SATURDAY, SUNDAY = 5, 6
# Words that go on from what was said before: what stands without them is a question for itself.
GOES_ON = re.compile(r"呢[？?。！!~\s]*$|^那|^(?:and|what about|how about|or)\b", re.IGNORECASE)
RELATIVE: Mapping[str, int] = {
    "今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明早": 1, "大后天": 3, "后天": 2,
    "today": 0, "tonight": 0, "tomorrow": 1,
}  # fmt: skip
WEEKDAYS = re.compile(r"(下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天末])")
CHINESE = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": SUNDAY}
ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
IN_ENGLISH = re.compile(r"\b(next )?(mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(next )?(weekends?)\b")
DATES = re.compile(r"(?<!\d)(\d{1,2})(?:月|[./-])(\d{1,2})[日号]?(?!\d)")


def goes_on(text: str) -> bool:
    """Return whether a text is short and can only be understood after what was said before it."""
    return len(text) <= LONGEST and GOES_ON.search(simplified(text.strip())) is not None


def days_in(text: str, today: date) -> tuple[date, ...]:
    """Return the days that a text names, from today on; a weekday is the next one, today included."""
    plain = simplified(text).lower()
    return tuple(dict.fromkeys(_days(plain, today)))[:WEEK]


def _days(text: str, today: date) -> Iterator[date]:
    rest = text
    for word, distance in sorted(RELATIVE.items(), key=lambda each: -len(each[0])):
        if word in rest:
            yield today + timedelta(distance)
            rest = rest.replace(word, " ")
    for following, sign in WEEKDAYS.findall(rest):
        for weekday in (SATURDAY, SUNDAY) if sign == "末" else (CHINESE[sign],):
            yield _next(weekday, today, of_next_week=bool(following))
    for following, name, following_end, end in IN_ENGLISH.findall(rest):
        weekdays = (SATURDAY, SUNDAY) if end else (ENGLISH.index(f"{name}day"),)
        for weekday in weekdays:
            yield _next(weekday, today, of_next_week=bool(following or following_end))
    for month, day in DATES.findall(rest):
        yield from _dated(int(month), int(day), today)


def _next(weekday: int, today: date, *, of_next_week: bool) -> date:
    if of_next_week:
        return today + timedelta(WEEK - today.weekday() + weekday)
    return today + timedelta((weekday - today.weekday()) % WEEK)


def _dated(month: int, day: int, today: date) -> Iterator[date]:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            yield found
            return


def read_other_days(turn: Turn, text: str) -> tuple[date, ...]:
    """Return the days that a text asks for where it goes on from an answer; none where it does not."""
    today = turn.now.astimezone(turn.house.calendar.zone).date()
    return days_in(text, today) if goes_on(text) else ()


def can_tell(entry: Entry) -> bool:
    """Return whether an entry tells the business hours, in any of its languages."""
    return any(tells_hours(wording.answer) for wording in entry.wordings)


def hours_in_words(turn: Turn, days: tuple[date, ...]) -> str:
    """Return the hours of some days, a line each; days off in a row are one line."""
    calendar = turn.house.calendar
    runs: list[list[date]] = []
    for day in days:
        follows = bool(runs) and day - runs[-1][-1] == timedelta(1)
        if follows and not calendar.hours_on(day) and not calendar.hours_on(runs[-1][-1]):
            runs[-1].append(day)
        else:
            runs.append([day])
    return "\n".join(_hours_of(turn, run[0], run[-1]) for run in runs)


def _hours_of(turn: Turn, day: date, last: date) -> str:
    facts = facts_for(turn, turn.language, None, None)
    hours, following = facts.calendar.hours_on(day), facts.calendar.next_open_day(last)
    named = day_name(day, facts.reader)
    if last != day:
        named = facts.reader.text(Reply.HOURS_SPAN, first=named, last=day_name(last, facts.reader))
    if hours:
        return turn.text(Reply.HOURS_OPEN_ON, day=named, hours=spans(hours, facts.reader))
    if following is None:
        return facts.reader.text(Reply.HOURS_NONE_ON, days=named)
    opens = opening_of(facts.calendar.hours_on(following))
    return turn.text(Reply.HOURS_CLOSED_ON, day=named, next=dated(following, facts.reader), opens=opens)
