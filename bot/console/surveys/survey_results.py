"""The page of a survey's results."""

from datetime import date, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import Field
from starlette.responses import Response

from actions.settings.survey_definition import Survey
from actions.staff.sessions import Viewer
from bot.console.surveys.cell_links import linked_cells
from bot.console.surveys.question_results import question_results
from bot.console.web.fields import BadInput, Blank, Day, Parameters, ShortText, read_fields
from bot.console.web.number_formats import amount, difference
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.time_formats import start_of
from bot.console.web.visit import Visit
from store.models.occasions import Occasion
from store.reports.late_answers import late_answers
from store.reports.question_figures import count_answers, latest_comments, outlets
from store.reports.report import Report, ReportRequest, report
from store.reports.statistics.figures import Figure
from store.reports.statistics.formulas import ENOUGH
from store.reports.sums.measures import Measure, told
from store.reports.sums.scope import Scope

PERIODS = (7, 30, 90)  # days
BEGINNING = date(2000, 1, 1)  # before any survey


class SurveyResultsQuery(Parameters):
    """The parameters of the page. `first` and `last` are days in the business's time zone."""

    survey: Annotated[ShortText | None, Blank] = None
    outlet: Annotated[ShortText | None, Blank] = None
    occasion: Annotated[Occasion | None, Blank] = None
    first: Annotated[Day | None, Blank, Field(alias="from")] = None
    last: Annotated[Day | None, Blank, Field(alias="to")] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the funnel, the questions with their numbers, and the latest comments."""
    asked = read_fields(SurveyResultsQuery, visit.request.query_params)
    survey = _survey(visit, asked)
    smallest = visit.deps.house.reports.smallest_group
    scope, occasion = _scope(visit, asked, survey), asked.occasion or _usual(survey)
    async with visit.deps.database.reading() as session:
        reported = await report(session, ReportRequest(scope, visit.deps.house.zone, now=visit.now))
        answers = await count_answers(session, scope, occasion)
        found: dict[str, Any] = {
            "outlets": await outlets(session),
            "comments": await latest_comments(session, scope),
            "linked": await linked_cells(session, scope, reported.funnels[None], reported.skipped, smallest),
            "late": await late_answers(session, scope, visit.now),
        }
    return await show_page(
        visit,
        "surveys/surveys.html",
        asked=asked,
        survey=survey,
        occasion=occasion,
        occasions=tuple(Occasion),
        periods=_periods(visit, asked, survey),
        enough=ENOUGH,
        smallest=smallest,
        number_of=amount,
        difference=difference,
        behind=_behind(asked, survey),
        funnel=reported.funnels[None],
        skipped=reported.skipped,
        results=question_results(survey, answers, _figures(reported, occasion), visit.language),
        **found,
    )


def _usual(survey: Survey) -> Occasion:
    """Return the occasion on which the survey is usually asked."""
    return Occasion.CASE if survey.follow_up else Occasion.SERVICE


def _figures(found: Report, occasion: Occasion) -> dict[tuple[str, Measure], Figure]:
    """Return the figures of an occasion by question and measure."""
    return {
        (line.subject.question or "", line.subject.measure): line.figure
        for line in found.lines
        if line.subject.occasion == told(occasion)
    }


def _survey(visit: Visit, asked: SurveyResultsQuery) -> Survey:
    surveys = visit.deps.house.surveys
    if asked.survey is None:
        return surveys.get("post_service") or next(iter(surveys.values()))
    if asked.survey not in surveys:
        raise BadInput(("survey",))
    return surveys[asked.survey]


def _scope(visit: Visit, asked: SurveyResultsQuery, survey: Survey) -> Scope:
    zone = visit.deps.house.zone
    return Scope(
        survey_key=survey.key,
        since=start_of(asked.first, zone) if asked.first else None,
        until=start_of(asked.last + timedelta(days=1), zone) if asked.last else None,
        outlet=asked.outlet,
    )


def _behind(asked: SurveyResultsQuery, survey: Survey) -> str:
    """Return the query of a list with the same survey, outlet and period; its default is 30 days."""
    place = {"survey": survey.key, "outlet": asked.outlet, "from": asked.first or BEGINNING, "to": asked.last}
    return urlencode({name: value for name, value in place.items() if value is not None})


def _periods(visit: Visit, asked: SurveyResultsQuery, survey: Survey) -> dict[int, str]:
    """Return the queries of the last so many days, today included."""
    today = visit.now.astimezone(visit.deps.house.zone).date()
    kept = {"survey": survey.key} | ({"outlet": asked.outlet} if asked.outlet else {})
    return {
        days: urlencode({**kept, "from": today - timedelta(days=days - 1), "to": today}) for days in PERIODS
    }
