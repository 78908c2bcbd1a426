"""Public holidays of a country, and the days that are worked in exchange (调休)."""

import re
from datetime import date, timedelta
from itertools import pairwise

YEAR = 366
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
            self._days = country_holidays(country, subdiv=part or None)
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
        """Return the next days of a holiday by its name in the calendar, with the days off that follow it."""
        days = [today + timedelta(days=number) for number in range(YEAR)]
        named = [day for day in days if names.search(self._days.get(day) or "")]
        run = [day for number, day in enumerate(named) if self._belong(named[: number + 1])]
        while run and self.is_off(run[-1] + timedelta(days=1)):
            run.append(run[-1] + timedelta(days=1))
        return tuple(run)

    @staticmethod
    def _belong(days: list[date]) -> bool:
        """Return whether each day follows soon on the one before."""
        return all(later - earlier <= GAP for earlier, later in pairwise(days))
