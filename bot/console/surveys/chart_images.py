"""The charts of the overview: images with separate addresses, so that pages need no inline style."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.charts.drawing import NARROW, WIDE, Drawing
from bot.console.charts.funnel_chart import funnel
from bot.console.charts.standings_chart import standings
from bot.console.charts.trend_chart import trend
from bot.console.surveys.control_page import draw_control
from bot.console.surveys.overview_figures import (
    DimensionRow,
    comparison,
    dimension_rows,
    headline,
    main_subject,
)
from bot.console.surveys.period_filter import PeriodFilter, PeriodQuery, read_period_filter
from bot.console.surveys.survey_names import dimension_name
from bot.console.web.fields import read_fields
from bot.console.web.time_formats import short_day
from bot.console.web.visit import Visit
from store.reports.funnel import count_funnel
from store.reports.report import Report, ReportRequest, report
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure
from store.reports.weekly_charts import Charted

Chart = Callable[[Visit, PeriodFilter, int], Awaitable[Drawing]]


class ChartQuery(PeriodQuery):
    """The parameters besides outlet and period: an image for a narrow screen."""

    narrow: bool = False


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the chart of this name, for the outlet and period in the address.

    Raises:
        HTTPException: 404, there is no such chart.
    """
    chart = CHARTS.get(visit.request.path_params["chart"])
    if chart is None:
        raise HTTPException(404)
    asked = read_fields(ChartQuery, visit.request.query_params)
    drawing = await chart(visit, read_period_filter(visit, asked), NARROW if asked.narrow else WIDE)
    return drawing.response()


def _trend(measure: Measure) -> Chart:
    async def draw(visit: Visit, chosen: PeriodFilter, width: int) -> Drawing:
        weekly = await _report(visit, ReportRequest(chosen.scope(), chosen.zone, By.WEEK, now=visit.now))
        subject = main_subject(weekly, measure)
        weeks = headline(weekly, subject).weeks if subject else ()
        return trend(
            measure,
            [(short_day(week.monday, visit.language), week.figure) for week in weeks],
            visit.text(f"measures.{measure}"),
            width,
        )

    return draw


async def _outlets(visit: Visit, chosen: PeriodFilter, width: int) -> Drawing:
    found = comparison(
        await _report(
            visit, ReportRequest(chosen.scope(all_outlets=True), chosen.zone, By.OUTLET, now=visit.now)
        )
    )
    ranked = [each for each in found.standings if each.rank is not None] if found else []
    return standings(
        found.subject.measure if found else Measure.CSAT,
        [(each.group, each.shrunken or each.own) for each in ranked],
        visit.text("overview.outlets"),
        width,
    )


def _dimensions(measure: Measure) -> Chart:
    async def draw(visit: Visit, chosen: PeriodFilter, width: int) -> Drawing:
        rows = dimension_rows(await _report(visit, ReportRequest(chosen.scope(), chosen.zone, now=visit.now)))
        figures = [(row, row.gap if measure is Measure.GAP else row.perceived) for row in rows]
        return standings(
            measure,
            [(_named(visit, rows, row), figure) for row, figure in figures if figure is not None],
            visit.text(f"measures.{measure}"),
            width,
        )

    return draw


def _named(visit: Visit, rows: Sequence[DimensionRow], row: DimensionRow) -> str:
    """Return the name of a dimension, with that of its survey where several measure dimensions."""
    name, survey = dimension_name(visit, row), visit.deps.house.surveys.get(row.survey_key)
    if len({each.survey_key for each in rows}) == 1:
        return name
    return f"{name} · {survey.title[visit.language] if survey else row.survey_key}"


async def _funnel(visit: Visit, chosen: PeriodFilter, width: int) -> Drawing:
    async with visit.deps.database.reading() as session:
        found = await count_funnel(session, chosen.scope(), visit.now)
    steps = {
        "invited": found.invited,
        "delivered": found.delivered,
        "answered": found.answered,
        "completed": found.completed,
    }
    return funnel(
        [(visit.text(f"surveys.{name}"), count) for name, count in steps.items()],
        visit.text("surveys.response"),
        width,
    )


async def _report(visit: Visit, wanted: ReportRequest) -> Report:
    async with visit.deps.database.reading() as session:
        return await report(session, wanted)


def _control(charted: Charted) -> Chart:
    async def draw(visit: Visit, chosen: PeriodFilter, width: int) -> Drawing:
        return await draw_control(visit, charted, chosen.outlet, width)

    return draw


CHARTS: Mapping[str, Chart] = {
    **{f"control-{charted}": _control(charted) for charted in Charted},
    "csat": _trend(Measure.CSAT),
    "nps": _trend(Measure.NPS),
    "outlets": _outlets,
    "perceived": _dimensions(Measure.SERVPERF),
    "gaps": _dimensions(Measure.GAP),
    "funnel": _funnel,
}
