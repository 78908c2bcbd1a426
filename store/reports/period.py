"""Days from one to another, as people ask for them, on the clock of a time zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
PREVIOUS = "previous"
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)  # other days are mistakes, and may not fit into UTC


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; open where none is given.

    Raises:
        ValueError: the last day comes before the first, or a day is out of all reason.
    """

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that has no days, or impossible ones."""
        for day in (self.first, self.last):
            if day is not None and not EARLIEST <= day <= LATEST:
                raise ValueError(f"expected days from {EARLIEST} to {LATEST}")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError("the last day comes before the first")

    @classmethod
    def read(cls, text: str) -> Self:
        """A period such as 2026-10-01..2026-10-31.

        Raises:
            ValueError: the text does not have this form.
        """
        first, dots, last = text.partition("..")
        if not dots:
            raise ValueError("expected two days such as 2026-10-01..2026-10-31")
        return cls(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()))

    def before(self) -> Self:
        """As many days that end just before these begin.

        Raises:
            ValueError: the period is open at an end, so it has no length.
        """
        if self.first is None or self.last is None:
            raise ValueError("a previous period needs a first and a last day to go by")
        try:
            return type(self)(self.first - (self.last - self.first) - DAY, self.first - DAY)
        except OverflowError as exc:
            raise ValueError("the previous period begins before the calendar") from exc

    def versus(self, other: str | None) -> Self | None:
        """The earlier period that is meant by `previous` or by two days; none where nothing is said.

        Raises:
            ValueError: see `before` and `read`.
        """
        if other is None:
            return None
        return self.before() if other == PREVIOUS else self.read(other)

    def moments(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """The first moment, and the first one after it."""
        since = None if self.first is None else datetime.combine(self.first, time(), zone)
        until = None if self.last is None else datetime.combine(self.last + DAY, time(), zone)
        return since, until
