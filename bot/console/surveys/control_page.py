"""The page of control charts: whether something is happening, week by week."""

from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from starlette.responses import Response

from actions.settings.report_rules import Goals
from actions.staff.sessions import Viewer
from bot.console.charts.control_picture import control_picture
from bot.console.charts.drawing import Drawing
from bot.console.surveys.overview_figures import monday_of
from bot.console.web.fields import Blank, Parameters, ShortText, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.time_formats import short_day
from bot.console.web.visit import Visit
from store.models.occasions import Occasion
from store.reports.question_figures import outlets
from store.reports.weekly_charts import Charted, WeeklyChart, complaint_chart, survey_charts, weekly_charts

CONTROL_LINES = ("centre", "limits", "goal")  # in the picture, besides the weeks


class ControlQuery(Parameters):
    """The parameter of the page: an outlet."""

    outlet: Annotated[ShortText | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the charts with their weeks, limits, goals and signals."""
    asked, house = read_fields(ControlQuery, visit.request.query_params), visit.deps.house
    async with visit.deps.database.reading() as session:
        charts = await weekly_charts(session, asked.outlet, house.zone, visit.now)
        names = await outlets(session)
    goals = house.reports.goals_of(asked.outlet)
    return await show_page(
        visit,
        "surveys/control.html",
        asked=asked,
        outlets=names,
        charts=charts,
        smallest=house.reports.smallest_group,
        goals={each.charted: goal_of(goals, each.charted) for each in charts},
        week_day=lambda week: short_day(monday_of(week), visit.language),
        week_query=lambda chart, week: _rows(asked.outlet, chart, monday_of(week)),
        picture_query=urlencode({"outlet": asked.outlet} if asked.outlet else {}),
    )


def goal_of(goals: Goals, charted: Charted) -> float | None:
    """Return the goal of a chart."""
    of_each = {
        Charted.CSAT: goals.csat,
        Charted.RESPONSE_RATE: goals.response_rate,
        Charted.COMPLAINTS: goals.complaints,
    }
    return of_each[charted]


def _rows(outlet: str | None, chart: WeeklyChart, monday: date) -> str | None:
    """Return the address of the rows behind a week, without the base; None of cases, which no list has so."""
    if chart.charted is Charted.COMPLAINTS:
        return None
    week = {"from": monday, "to": monday + timedelta(days=6)}
    place: dict[str, object] = {"outlet": outlet} if outlet else {}
    asked = {"question": chart.question} if chart.question else {"step": "delivered"}
    return "/responses?" + urlencode({**place, **asked, "occasion": Occasion.SERVICE, **week})


async def draw_control(visit: Visit, charted: Charted, outlet: str | None, width: int) -> Drawing:
    """Return the picture of a chart, empty where its weeks are too few."""
    house = visit.deps.house
    async with visit.deps.database.reading() as session:
        if charted is Charted.COMPLAINTS:
            found = await complaint_chart(session, outlet, house.zone, visit.now)
        else:
            surveys = await survey_charts(session, outlet, house.zone, visit.now)
            (found,) = [each for each in surveys if each.charted is charted]
    points = found.chart.points if found.chart is not None else ()
    labels = [short_day(monday_of(point.counted.week), visit.language) for point in points]
    names = [visit.text(f"control.{name}") for name in (charted, *CONTROL_LINES)]
    goal = goal_of(house.reports.goals_of(outlet), charted)
    return control_picture(found.chart, labels, names, goal, width)
