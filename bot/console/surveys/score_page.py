"""The page of the score sheet."""

from dataclasses import asdict

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.surveys.period_filter import PERIODS, PeriodFilter, PeriodQuery, read_period_filter
from bot.console.web.fields import read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.reports.question_figures import outlets
from store.reports.score_sheet import ScoreBy, ScoredBy, ScoreRequest, ScoreSheet, points_by_part, score_sheet
from store.reports.sums.grouping import By


class ScoreQuery(PeriodQuery):
    """The parameters of the page: besides outlet and period, whose scores."""

    by: ScoreBy = ScoreBy.OUTLET


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the composites with their parts and points."""
    asked = read_fields(ScoreQuery, visit.request.query_params)
    chosen = read_period_filter(visit, asked)
    sheet = await sheet_of(visit, chosen, asked.by)
    async with visit.deps.database.reading() as session:
        names = await outlets(session)
    return await show_page(
        visit,
        "surveys/score_sheet.html",
        chosen=chosen,
        today=visit.now.astimezone(chosen.zone).date(),
        periods=PERIODS,
        outlets=names,
        by=asked.by,
        choices=tuple(ScoreBy),
        sheet=sheet,
        parts=tuple(ScoredBy),
    )


async def sheet_of(visit: Visit, chosen: PeriodFilter, by: ScoreBy) -> ScoreSheet:
    """Return the composites of a period with the points that are in force."""
    weights = points_by_part(asdict(visit.deps.house.reports.score_sheet))
    asked = ScoreRequest(
        chosen.scope(), chosen.zone, By(by), visit.now, weights, visit.deps.scorecard.weights
    )
    async with visit.deps.database.reading() as session:
        return await score_sheet(session, asked)
