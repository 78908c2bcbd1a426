"""A day as an answer: buttons for the nearest days, typed days, and the range that they must be in."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from babel.dates import format_date

from actions.settings.replies import Audience, Reply
from actions.settings.survey_questions import Question
from actions.surveys.asking.answer_form import TICKED, Labelled, Rows
from actions.surveys.asking.moves import Given, Hint, Move
from actions.surveys.asking.typed_dates import Reading, read_days
from nlu.contract.labels import Language

DAYS_OFFERED = 6
IN_A_ROW = 2
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NAMED: Mapping[int, Reply] = {
    -2: Reply.SURVEY_TWO_DAYS_AGO,
    -1: Reply.SURVEY_YESTERDAY,
    0: Reply.SURVEY_TODAY,
    1: Reply.SURVEY_TOMORROW,
    2: Reply.SURVEY_IN_TWO_DAYS,
}
LOCALES = {Language.ZH: "zh_Hans", Language.EN: "en_GB"}
# A date of this year, and of another one; and where its day of the week stands.
DATE = {Language.ZH: ("M月d日", "y年M月d日"), Language.EN: ("d MMM", "d MMM y")}
WITH_WEEKDAY = {Language.ZH: "{} EEE", Language.EN: "EEE {}"}


class DayForm:
    """A day of the calendar, kept as in 2026-11-03. Words such as "yesterday" are of the customer's clock."""

    def buttons(self, question: Question, audience: Audience, given: Given) -> Rows:
        """The days of the range that are nearest to today, and the one that was given.

        A label names the date too, so that it means the same on the next day.
        """
        today = audience.today()
        chosen = _day(given.choices[0]) if given.choices else None
        labelled: list[Labelled] = [
            (f"{TICKED if day == chosen else ''}{_label(day, today, audience)}", day.isoformat())
            for day in _offered(question, today, chosen)
        ]
        return (labelled[start : start + IN_A_ROW] for start in range(0, len(labelled), IN_A_ROW))

    def tapped(self, question: Question, value: str, audience: Audience) -> Move | None:
        """The day of a button; a button of an earlier day can be out of the range by now."""
        day = _day(value)
        return None if day is None else _answer(question, ((day,),), audience)

    def typed(self, question: Question, text: str, audience: Audience) -> Given | Hint | None:
        """A day in any form; one that is out of range, or could be another one, is asked for again."""
        readings = read_days(text, audience.today(), audience.language)
        return None if readings is None else _answer(question, readings, audience)

    def shown(self, question: Question, given: Given, audience: Audience) -> str:
        """The date with its day of the week; the year where it is another one."""
        day = _day(given.choices[0]) if given.choices else None
        return "" if day is None else _in_full(day, audience)

    def hint(self, question: Question, audience: Audience) -> Hint | None:
        """Name the range."""
        return _ask_for_day(Reply.SURVEY_WHICH_DAY, question, audience)


def _answer(question: Question, readings: tuple[Reading, ...], audience: Audience) -> Given | Hint:
    """The one day of the range that can be meant. Of several years, the nearest day is."""
    today = audience.today()
    earliest, latest = question.days(today)
    in_range = [[day for day in reading if earliest <= day <= latest] for reading in readings]
    meant = {min(days, key=lambda day: abs(day - today)) for days in in_range if days}
    if len(meant) == 1:
        return Given(choices=(meant.pop().isoformat(),))
    is_outside = bool(readings) and not meant
    reply = Reply.SURVEY_OTHER_DAY if is_outside else Reply.SURVEY_WHICH_DAY
    return _ask_for_day(reply, question, audience)


def _ask_for_day(reply: Reply, question: Question, audience: Audience) -> Hint:
    today = audience.today()
    earliest, latest = question.days(today)
    example = min(max(today, earliest), latest)
    days = {"earliest": earliest, "latest": latest, "example": example}
    return Hint(reply, {name: _date(day, audience) for name, day in days.items()})


def _offered(question: Question, today: date, chosen: date | None) -> list[date]:
    """The nearest days: backward from today where none is in the future, else in their order."""
    earliest, latest = question.days(today)
    nearest = min(max(today, earliest), latest)
    around = (nearest + timedelta(days=each) for each in range(-DAYS_OFFERED, DAYS_OFFERED + 1))
    in_range = sorted((day for day in around if earliest <= day <= latest), key=lambda day: abs(day - today))
    days = {*in_range[:DAYS_OFFERED], *([chosen] if chosen else [])}
    return sorted(days, reverse=latest <= today)


def _label(day: date, today: date, audience: Audience) -> str:
    name = NAMED.get((day - today).days)
    return _in_full(day, audience) if name is None else audience.text(name, date=_date(day, audience))


def _in_full(day: date, audience: Audience) -> str:
    """Such as 11月3日 周二, Tue 3 Nov or Tue 3 Nov 2025."""
    return _date(day, audience, WITH_WEEKDAY[audience.language])


def _date(day: date, audience: Audience, frame: str = "{}") -> str:
    this_year, other_year = DATE[audience.language]
    pattern = this_year if day.year == audience.today().year else other_year
    return format_date(day, frame.format(pattern), locale=LOCALES[audience.language])


def _day(value: str) -> date | None:
    """The date that a button or an answer has, if it is one."""
    try:
        return date.fromisoformat(value) if ISO_DATE.fullmatch(value) else None
    except ValueError:
        return None
