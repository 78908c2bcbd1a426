"""The surveys that a page shows: of an outlet or all, and of a period in the business's time zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.console.web.fields import BadInput, Blank, CursorField, Day, Parameters, ShortText
from bot.console.web.visit import Visit
from store.reports.period import Period
from store.reports.sums.scope import Scope

PERIODS = (7, 30, 90)  # days that can be chosen by one click
USUAL = 30


class PeriodQuery(Parameters):
    """The parameters of a page: an outlet and a period."""

    outlet: Annotated[ShortText | None, Blank] = None
    first: Annotated[Day | None, Blank, Field(alias="from")] = None
    last: Annotated[Day | None, Blank, Field(alias="to")] = None


class SurveyListQuery(PeriodQuery):
    """The parameters of a list: also a survey, and the position in the list."""

    survey: Annotated[ShortText | None, Blank] = None
    before: Annotated[CursorField | None, Blank] = None

    @property
    def query(self) -> str:
        """Return the filter as it is in the address, without the position in the list."""
        return urlencode(
            self.model_dump(
                mode="json", by_alias=True, exclude_defaults=True, exclude_none=True, exclude={"before"}
            )
        )


@dataclass(frozen=True, slots=True)
class PeriodFilter:
    """The outlet and period of a page."""

    outlet: str | None
    period: Period
    zone: ZoneInfo

    @property
    def query(self) -> str:
        """Return the filter as it is in the address."""
        return self.having()

    def having(self, **more: object) -> str:
        """Return the filter with other values, as it is in the address."""
        values = {"outlet": self.outlet, "from": self.period.first, "to": self.period.last, **more}
        return urlencode({name: value for name, value in values.items() if value is not None})

    def days_of_week(self, monday: date) -> dict[str, date]:
        """Return the days of a week that lie in the period, by their names in the address."""
        sunday = monday + timedelta(days=6)
        first, last = self.period.first or monday, self.period.last or sunday
        return {"from": max(monday, first), "to": min(sunday, last)}

    def lasting(self, days: int, today: date) -> str:
        """Return the same outlet in the last so many days, as it is in the address."""
        return self.having(**{"from": today - timedelta(days=days - 1), "to": today})

    def is_lasting(self, days: int, today: date) -> bool:
        """Return whether the period is the last so many days."""
        return self.period == Period(today - timedelta(days=days - 1), today)

    def scope(self, survey_key: str | None = None, *, all_outlets: bool = False) -> Scope:
        """Return the scope of the surveys."""
        since, until = self.period.moments(self.zone)
        return Scope(survey_key, since, until, None if all_outlets else self.outlet)

    def earlier(self) -> tuple[datetime | None, datetime | None] | None:
        """Return as many days before, to compare with; None if the period is open."""
        try:
            return self.period.before().moments(self.zone)
        except ValueError:
            return None


def read_period_filter(visit: Visit, asked: PeriodQuery) -> PeriodFilter:
    """Read the filter; the default is the last 30 days.

    Raises:
        BadInput: the last day comes before the first.
    """
    zone = visit.deps.house.zone
    today = visit.now.astimezone(zone).date()
    first, last = asked.first, asked.last
    if first is None and last is None:
        first, last = today - timedelta(days=USUAL - 1), today
    try:
        return PeriodFilter(asked.outlet, Period(first, last), zone)
    except ValueError as exc:
        raise BadInput(("from", "to")) from exc
