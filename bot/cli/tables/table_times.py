"""Times in cells, in the forms of spreadsheet programs and with or without a zone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,20})?")
DATE_ONLY = re.compile(r"\d{4}-?\d\d-?\d\d")
CLOCK = (
    r"(?P<before>上午|下午|凌晨|早上|中午|晚上)?\s{0,3}(?P<hour>\d{1,2})[:：时点](?P<minute>\d\d)分?"
    r"(?:[:：]?(?P<second>\d\d)秒?)?(?:\.\d{1,9})?\s{0,3}(?P<after>[aApP]\.?[mM]\.?)?"
)
YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})[-/.年](?P<a>\d{{1,2}})[-/.月](?P<b>\d{{1,2}})日?[T\s]{{0,3}}{CLOCK}"
)
YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<sign>[-/.])(?P<b>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d\d),?\s{{1,3}}{CLOCK}"
)
AFTERNOON = ("下午", "晚上", "p")
MORNING = ("上午", "凌晨", "早上", "a")
EXAMPLES = "such as 2026-11-29T04:38:10+08:00 or 2026/11/29 4:38"


class UnreadTime(Exception):
    """A cell is no time, or may be two."""


@dataclass(frozen=True, slots=True)
class WrittenTimes:
    """How times of a table are read: the zone of those without one, and whether 3/4 is a day in April.

    `is_day_first` is None where the table has to say it by days after the 12th.
    """

    zone: ZoneInfo
    is_day_first: bool | None = None

    def read(self, cell: str) -> datetime:
        """Return the moment of a cell.

        Raises:
            UnreadTime: it is no time with a date, or day and month cannot be told apart.
        """
        if SERIAL.fullmatch(cell):
            raise UnreadTime(f"{cell} is how a spreadsheet counts days: give the column the form of a time")
        moment = self._iso(cell) or self._written(cell)
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def _iso(self, cell: str) -> datetime | None:
        if DATE_ONLY.fullmatch(cell):
            raise UnreadTime(f"expected a time of the day too, {EXAMPLES}")
        try:
            return datetime.fromisoformat(cell)
        except ValueError:
            return None

    def _written(self, cell: str) -> datetime:
        found = YEAR_FIRST.fullmatch(cell) or YEAR_LAST.fullmatch(cell)
        if found is None:
            raise UnreadTime(f"expected a time, {EXAMPLES}")
        parts = found.groupdict()
        month, day = self._month_and_day(cell, parts)
        year = int(parts["year"]) if len(parts["year"]) > 2 else 2000 + int(parts["year"])
        hour, minute, second = _hour(parts), int(parts["minute"]), int(parts["second"] or 0)
        try:
            return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the caller adds the zone
        except ValueError as exc:
            raise UnreadTime(f"{cell} is no time: {exc}") from exc

    def _month_and_day(self, cell: str, parts: Mapping[str, str | None]) -> tuple[int, int]:
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        sign = parts.get("sign")
        if sign is None:  # the year comes first, then the month
            return first, second
        if self.is_day_first or sign == "." or first > 12:
            return second, first
        if self.is_day_first is None and second <= 12 and first != second:
            raise UnreadTime(f"{cell} may be two days: add --day-first or --month-first")
        return first, second


def _hour(parts: Mapping[str, str | None]) -> int:
    hour = int(parts["hour"] or 0)
    half = parts["before"] or (parts["after"] or "")[:1].lower()
    if half in AFTERNOON and hour < 12:
        return hour + 12
    return 0 if half in MORNING and hour == 12 else hour
