"""A question that goes on from an answer about business hours: the same, on another day."""

import re
from datetime import date

from actions.answers.entry import Entry
from actions.answers.filling import tells_hours
from actions.answers.opening_hours import dated, day_name, near_day_name, opening_of, spans
from actions.answers.showing.answer_message import facts_for
from actions.settings.calendar import Calendar
from actions.settings.replies import Reply
from actions.turn.chinese_form import simplified
from actions.turn.turn import Turn

LONGEST = 30  # characters; a longer question stands for itself
# Words that go on from what was said before: what stands without them is a question for itself.
GOES_ON = re.compile(r"呢[？?。！!~\s]*$|^那|^(?:and|what about|how about|or)\b", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Return whether a text is short and can only be understood after what was said before it."""
    return len(text) <= LONGEST and GOES_ON.search(simplified(text.strip())) is not None


def can_tell(entry: Entry) -> bool:
    """Return whether an entry tells the business hours, in any of its languages."""
    return any(tells_hours(wording.answer) for wording in entry.wordings)


def hours_in_words(turn: Turn, days: tuple[date, ...]) -> str:
    """Return the hours of some days, a line each; days until it opens again are one line."""
    calendar = turn.house.calendar
    runs: list[list[date]] = []
    for day in days:
        if runs and _goes_on_closed(calendar, runs[-1][-1], day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return "\n".join(_hours_of(turn, run[0], run[-1]) for run in runs)


def _goes_on_closed(calendar: Calendar, last: date, day: date) -> bool:
    """Whether all is closed from one day to a later one."""
    opens = calendar.next_open_day(last)
    return last < day and not calendar.hours_on(last) and (opens is None or opens > day)


def _hours_of(turn: Turn, day: date, last: date) -> str:
    facts = facts_for(turn, turn.language, None, None)
    hours, following = facts.calendar.hours_on(day), facts.calendar.next_open_day(last)
    named, end = near_day_name(day, facts.reader), day_name(last, facts.reader)
    if hours:
        return turn.text(Reply.HOURS_OPEN_ON, day=named, hours=spans(hours, facts.reader))
    if following is None:
        span = named if last == day else facts.reader.text(Reply.HOURS_SPAN, first=named, last=end)
        return facts.reader.text(Reply.HOURS_NONE_ON, days=span)
    again = {"next": dated(following, facts.reader), "opens": opening_of(facts.calendar.hours_on(following))}
    if last != day:
        return turn.text(Reply.HOURS_CLOSED_FROM, first=named, last=end, **again)
    return turn.text(Reply.HOURS_CLOSED_ON, day=named, **again)
