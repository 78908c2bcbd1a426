"""The first page: the service today and in the last days."""

from datetime import date
from typing import Any

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.documents.first_steps import steps_of
from bot.console.surveys.cell_links import linked_cells
from bot.console.surveys.overview_figures import (
    TRENDS,
    comparison,
    dimension_rows,
    headlines,
    recovery_rows,
    spreads,
)
from bot.console.surveys.period_filter import PERIODS, PeriodFilter, PeriodQuery, read_period_filter
from bot.console.surveys.survey_names import alerts, dimension_name, question_text
from bot.console.web.fields import read_fields
from bot.console.web.number_formats import amount, difference
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.time_formats import short_day, start_of
from bot.console.web.visit import Visit
from store.models.reviews import SampledBy
from store.queries.cases.case_rows import count_cases
from store.queries.surveys.low_scores import latest_low_scores
from store.queries.system.today import count_incoming
from store.reports.check_figures import QualityScope, quality
from store.reports.question_figures import outlets
from store.reports.report import Report, ReportRequest, report
from store.reports.statistics.formulas import ENOUGH
from store.reports.sums.grouping import By


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show today's messages and open cases, and the figures of the period with links to their rows."""
    chosen = read_period_filter(visit, read_fields(PeriodQuery, visit.request.query_params))
    today = visit.now.astimezone(chosen.zone).date()
    found = await _read(visit, chosen, today)
    weekly: Report = found["weekly"]
    return await show_page(
        visit,
        "surveys/overview.html",
        steps=await steps_of(visit),
        chosen=chosen,
        today=today,
        periods=PERIODS,
        enough=ENOUGH,
        smallest=visit.deps.house.reports.smallest_group,
        headlines=headlines(weekly),
        trends=TRENDS,
        comparison=comparison(found["by_outlet"]),
        spreads=spreads(found["by_outlet"]),
        dimensions=dimension_rows(weekly),
        recovery=recovery_rows(weekly),
        scorecard=visit.deps.scorecard,
        amount=amount,
        difference=difference,
        question_text=lambda name: question_text(visit, name),
        dimension_name=lambda row: dimension_name(visit, row),
        short_day=lambda day: short_day(day, visit.language),
        **found,
    )


async def _read(visit: Visit, chosen: PeriodFilter, today: date) -> dict[str, Any]:
    smallest = visit.deps.house.reports.smallest_group
    async with visit.deps.database.reading() as session:
        weekly = await report(
            session, ReportRequest(chosen.scope(), chosen.zone, By.WEEK, chosen.earlier(), visit.now)
        )
        return {
            "heard": await count_incoming(session, start_of(today, chosen.zone)),
            "cases": await count_cases(session, visit.now, chosen.outlet),
            "weekly": weekly,
            "linked": await linked_cells(
                session, chosen.scope(), weekly.funnels[None], weekly.skipped, smallest
            ),
            "by_outlet": await report(
                session, ReportRequest(chosen.scope(all_outlets=True), chosen.zone, By.OUTLET, now=visit.now)
            ),
            "low": await latest_low_scores(session, chosen.scope(), alerts(visit.deps.house)),
            "outlets": await outlets(session),
            "checked": await quality(session, _checks(chosen), visit.deps.scorecard.weights),
        }


def _checks(chosen: PeriodFilter) -> QualityScope:
    """Return the spot checks of the period: those of the chosen outlet, or all."""
    since, until = chosen.period.moments(chosen.zone)
    if chosen.outlet is None:
        return QualityScope(since=since, until=until)
    return QualityScope(since=since, until=until, sampled_by=SampledBy.OUTLET, value=chosen.outlet)
