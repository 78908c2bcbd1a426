"""GET /api/v1/reports/…: survey results with sample sizes and intervals."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Security
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.api.api_parts import ApiDeps
from bot.api.report_bodies import FunnelBody, ReportBody, funnel_bodies
from bot.api.service_bodies import MistakesBody, RefusalBody, Word
from bot.api.services_ended import KEY
from store.reports.funnel import Funnel, count_funnels, together
from store.reports.period import Period
from store.reports.report import ReportRequest, report
from store.reports.sums.grouping import By, Grouping
from store.reports.sums.scope import Scope

ANSWERS: dict[int | str, dict[str, Any]] = {
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    422: {"model": MistakesBody, "description": "Parameters are wrong; each is named."},
    503: {"model": RefusalBody, "description": "The database is not available; ask again."},
}


def _iso(value: object) -> object:
    """Accept only written days: pydantic would accept seconds since 1970 too."""
    try:
        return date.fromisoformat(str(value))
    except ValueError as exc:
        raise ValueError("expected a day such as 2026-11-23") from exc


Day = Annotated[date, BeforeValidator(_iso)]


class ReportQuery(BaseModel):
    """Which surveys to report on, and how."""

    model_config = ConfigDict(extra="forbid")

    first: Day | None = Field(default=None, alias="from", description="The first day, business time.")
    last: Day | None = Field(default=None, alias="to", description="The last day, which is included.")
    survey: Word | None = Field(default=None, description="One survey only.")
    outlet: Word | None = Field(default=None, description="One outlet only.")
    by: By | None = Field(default=None, description="Break down, and compare.")
    versus: Word | None = Field(
        default=None, description="The earlier period: `previous`, or two days as 2026-10-01..2026-10-31."
    )

    @model_validator(mode="after")
    def _periods_make_sense(self) -> Self:
        Period(self.first, self.last).versus(self.versus)
        return self

    def asked(self, zone: ZoneInfo, now: datetime) -> ReportRequest:
        """Return the request in terms of the reports."""
        period = Period(self.first, self.last)
        earlier = period.versus(self.versus)
        since, until = period.moments(zone)
        return ReportRequest(
            scope=Scope(survey_key=self.survey, since=since, until=until, outlet=self.outlet),
            zone=zone,
            by=self.by,
            earlier=None if earlier is None else earlier.moments(zone),
            now=now,
            with_answers=True,
        )


def reports_router(deps: ApiDeps) -> APIRouter:
    """Return the routes of reports."""
    router = APIRouter(prefix="/reports", tags=["reports"], dependencies=[Security(KEY)])

    @router.get("/summary", responses=ANSWERS)
    async def summary(query: Annotated[ReportQuery, Query()]) -> ReportBody:
        """All numbers of a period: each with its formula, n and a 95 % interval.

        Broken down by `by`, groups are compared by shrunken estimates and corrected for many comparisons;
        one with fewer than 10 answers has no rank.
        """
        async with deps.database.reading() as session:
            return ReportBody.model_validate(
                await report(session, query.asked(deps.house().zone, deps.clock()))
            )

    @router.get("/funnel", responses=ANSWERS)
    async def funnel(query: Annotated[ReportQuery, Query()]) -> list[FunnelBody]:
        """How far the invitations of a period came; the first is of all, the others of the groups."""
        asked = query.asked(deps.house().zone, deps.clock())
        async with deps.database.reading() as session:
            parts = await count_funnels(session, asked.scope, Grouping(asked.by, asked.zone), asked.now)
        funnels: dict[str | None, Funnel] = {None: together(parts.values())}
        if asked.by:
            funnels |= dict(sorted(parts.items()))
        return funnel_bodies(funnels)

    return router
