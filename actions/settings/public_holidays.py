"""Public holidays of a country, and the days that are worked in exchange (调休)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

YEAR = 366
LONGEST = 14  # days of one holiday
# Names are compared in one language, whatever that of the process; some countries have but English names.
NAMES = "en_US"
# Days of one holiday may have a Sunday or a day that is worked between them.
GAP = timedelta(days=3)


class PublicHolidays:
    """The days off of a country such as `CN`, or of a part of one such as `DE-BY`."""

    def __init__(self, place: str) -> None:
        """Take a country by its ISO 3166 code.

        Raises:
            ValueError: the library does not know the place.
        """
        # It takes half a second to import, and most calendars name no country.
        from holidays import country_holidays  # noqa: PLC0415

        country, _, part = place.partition("-")
        try:
            self._days = country_holidays(country, subdiv=part or None, language=NAMES)
        except NotImplementedError as exc:
            raise ValueError(
                f"there are no holidays of {place!r}; expected a code such as CN or DE-BY"
            ) from exc

    def is_off(self, day: date) -> bool:
        """Return whether it is a public holiday, or a day off in exchange for a worked one."""
        return day in self._days

    def is_worked(self, day: date) -> bool:
        """Return whether it is a day of a weekend that is worked in exchange."""
        self.is_off(day)  # the library reads a year when it is asked for one of its days
        return day in self._days.weekend_workdays

    def next_named(self, names: re.Pattern[str], today: date) -> tuple[date, ...]:
        """Return the days from today on of a holiday by its name there, with those off behind it."""
        runs = ([day for day in run if day >= today] for run in self._runs(self._named(names, today)))
        return tuple(next((run for run in runs if run), ()))

    def next_day_named(self, names: re.Pattern[str], today: date) -> date | None:
        """Return the next day with such a name in the calendar, today included."""
        return next((day for day in self._named(names, today) if day >= today), None)

    def _named(self, names: re.Pattern[str], today: date) -> Iterator[date]:
        """The days with such a name; a holiday of today may have begun some days ago."""
        days = (today + timedelta(days=number) for number in range(-LONGEST, YEAR))
        return (day for day in days if names.search(self._days.get(day) or ""))

    def _runs(self, named: Iterable[date]) -> Iterator[list[date]]:
        """The days of each holiday in a row, which goes on over days off that follow soon."""
        run: list[date] = []
        for day in named:
            if run and day > run[-1] + GAP:
                yield run
                run = []
            if not run or day > run[-1]:
                run = [*run, day, *self._off_behind(day)]
        yield run

    def _off_behind(self, day: date) -> Iterator[date]:
        """The days off after a day, until none follows soon."""
        last = day
        while last - day < timedelta(days=LONGEST):
            soon = (last + timedelta(days=number) for number in range(1, GAP.days + 1))
            following = next((each for each in soon if self.is_off(each)), None)
            if following is None:
                return
            yield following
            last = following
