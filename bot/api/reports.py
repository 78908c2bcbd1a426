"""GET /api/v1/reports/…: survey results with sample sizes and intervals."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Security

from bot.api.analysis_bodies import DriverMapBody, ScoreSheetBody
from bot.api.api_parts import ApiDeps
from bot.api.report_bodies import FunnelBody, ReportBody, funnel_bodies
from bot.api.report_query import DriverQuery, ReportQuery, ScoreQuery
from bot.api.service_bodies import MistakesBody, RefusalBody
from bot.api.services_ended import KEY
from store.reports.funnel import Funnel, count_funnels, together
from store.reports.key_drivers import key_drivers
from store.reports.report import report
from store.reports.score_sheet import ScoreRequest, points_by_part, score_sheet
from store.reports.sums.grouping import By, Grouping

ANSWERS: dict[int | str, dict[str, Any]] = {
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    422: {"model": MistakesBody, "description": "Parameters are wrong; each is named."},
    503: {"model": RefusalBody, "description": "The database is not available; ask again."},
}


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

    _add_analyses(router, deps)
    return router


def _add_analyses(router: APIRouter, deps: ApiDeps) -> None:
    @router.get("/drivers", responses=ANSWERS)
    async def drivers(query: Annotated[DriverQuery, Query()]) -> list[DriverMapBody]:
        """What satisfaction moves with: for each score, options or dimensions by their relative weight.

        A map has no drivers while fewer customers answered than it needs.
        """
        async with deps.database.reading() as session:
            maps = await key_drivers(session, query.scope(deps.house().zone, query.survey))
        return [DriverMapBody.model_validate(found) for found in maps]

    @router.get("/score_sheet", responses=ANSWERS)
    async def score_sheet_of(query: Annotated[ScoreQuery, Query()]) -> ScoreSheetBody:
        """The composites of outlets or agents, with the points that the business has set.

        A part with too few answers has no value, and a row that misses a part has no rank.
        """
        house = deps.house()
        points = points_by_part(asdict(house.reports.score_sheet))
        criteria = deps.scorecard().weights
        scope, by = query.scope(house.zone), By(query.by)
        async with deps.database.reading() as session:
            sheet = await score_sheet(
                session, ScoreRequest(scope, house.zone, by, deps.clock(), points, criteria)
            )
        return ScoreSheetBody.model_validate(sheet)
