"""By what a report is broken down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from store.reports.sums.raw import Place
from store.reports.sums.spans import Span, week_of

UNTOLD = "–"
EVERYTHING = ""
INSTANT = timedelta(microseconds=1)


class By(StrEnum):
    """What makes a group: the place, the person, the kind of service, the survey, the language, the week,
    and the occasion, which says who asked."""

    OUTLET = "outlet"
    AGENT = "agent"
    SERVICE = "service"
    SURVEY = "survey"
    LANGUAGE = "language"
    WEEK = "week"
    OCCASION = "occasion"


# What folds are divided by, besides survey and outlet; the empty name is that of all together.
PARTS: Mapping[str, Callable[[Place], str | None]] = {
    EVERYTHING: lambda _: None,
    By.AGENT: lambda place: place.agent,
    By.SERVICE: lambda place: place.service,
    By.LANGUAGE: lambda place: place.language,
}


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of a report; weeks run from Monday to Sunday on the clock of the zone."""

    by: By | None
    zone: ZoneInfo

    @property
    def part(self) -> str:
        """The division of folds that tells these groups apart."""
        return EVERYTHING if self.by is None or self.by not in PARTS else self.by

    def fits(self, span: Span) -> bool:
        """Whether all of a span belongs to one group as far as time goes."""
        last = span.ends_at - INSTANT
        return self.by is not By.WEEK or week_of(span.begins_at, self.zone) == week_of(last, self.zone)

    def group(self, place: Place) -> str:
        """The group as people know it: a name, a week such as 2026-W48, or a dash where it is unknown."""
        match self.by:
            case None:
                return EVERYTHING
            case By.OUTLET:
                return named(place.outlet)
            case By.OCCASION:
                return place.occasion.value
            case By.SURVEY:
                return place.survey_key
            case By.WEEK:
                return week_name(week_of(place.asked_at, self.zone))
            case _:
                return named(PARTS[self.by](place))


UNDIVIDED = Grouping(None, ZoneInfo("UTC"))


def week_name(monday: date) -> str:
    """Return the name of a week, such as 2026-W48."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def named(value: str | None) -> str:
    """A name, or a dash where it is unknown."""
    return UNTOLD if value is None else value
