"""What a report of the API is asked for: a period, an outlet, a survey, and how to break it down."""

from datetime import date, datetime
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.api.service_bodies import Word
from store.reports.period import Period
from store.reports.report import ReportRequest
from store.reports.score_sheet import ScoreBy
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope


def _iso(value: object) -> object:
    """Accept only written days: pydantic would accept seconds since 1970 too."""
    try:
        return date.fromisoformat(str(value))
    except ValueError as exc:
        raise ValueError("expected a day such as 2026-11-23") from exc


Day = Annotated[date, BeforeValidator(_iso)]


class PeriodQuery(BaseModel):
    """A period of an outlet, or of all."""

    model_config = ConfigDict(extra="forbid")

    first: Day | None = Field(default=None, alias="from", description="The first day, business time.")
    last: Day | None = Field(default=None, alias="to", description="The last day, which is included.")
    outlet: Word | None = Field(default=None, description="One outlet only.")

    @model_validator(mode="after")
    def _period_makes_sense(self) -> Self:
        Period(self.first, self.last)
        return self

    def scope(self, zone: ZoneInfo, survey: str | None = None) -> Scope:
        """Return the surveys that are reported on."""
        since, until = Period(self.first, self.last).moments(zone)
        return Scope(survey_key=survey, since=since, until=until, outlet=self.outlet)


class ScoreQuery(PeriodQuery):
    """Whose score sheet."""

    by: ScoreBy = ScoreBy.OUTLET


class DriverQuery(PeriodQuery):
    """Of which survey the drivers are sought."""

    survey: Word | None = Field(default=None, description="One survey only.")


class ReportQuery(DriverQuery):
    """Which surveys to report on, and how."""

    by: By | None = Field(default=None, description="Break down, and compare.")
    versus: Word | None = Field(
        default=None, description="The earlier period: `previous`, or two days as 2026-10-01..2026-10-31."
    )

    @model_validator(mode="after")
    def _earlier_period_makes_sense(self) -> Self:
        Period(self.first, self.last).versus(self.versus)
        return self

    def asked(self, zone: ZoneInfo, now: datetime) -> ReportRequest:
        """Return the request in terms of the reports."""
        earlier = Period(self.first, self.last).versus(self.versus)
        return ReportRequest(
            scope=self.scope(zone, self.survey),
            zone=zone,
            by=self.by,
            earlier=None if earlier is None else earlier.moments(zone),
            now=now,
            with_answers=True,
        )
