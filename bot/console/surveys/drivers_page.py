"""The page of key drivers: what satisfaction moves with, and how the business stands there."""

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.charts.drawing import NARROW, WIDE
from bot.console.charts.driver_picture import driver_picture
from bot.console.surveys.period_filter import PERIODS, PeriodFilter, PeriodQuery, read_period_filter
from bot.console.surveys.survey_names import question_text
from bot.console.web.fields import ShortText, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.question_kinds import Kind
from store.reports.key_drivers import DriverMap, key_driver_map, key_drivers
from store.reports.question_figures import outlets

ALL_ACROSS = WIDE * 3 // 2


class DriverPictureQuery(PeriodQuery):
    """The parameters of a picture: those of the page, and a question unless it is of dimensions."""

    question: ShortText | None = None
    narrow: bool = False


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show a map and a table of the drivers of each score."""
    chosen = read_period_filter(visit, read_fields(PeriodQuery, visit.request.query_params))
    async with visit.deps.database.reading() as session:
        maps = await key_drivers(session, chosen.scope())
        names = await outlets(session)
    return await show_page(
        visit,
        "surveys/drivers.html",
        chosen=chosen,
        today=visit.now.astimezone(chosen.zone).date(),
        periods=PERIODS,
        outlets=names,
        maps=maps,
        smallest=visit.deps.house.reports.smallest_group,
        question_text=lambda name: question_text(visit, name),
        driver_name=lambda found, name: driver_name(visit, found, name),
        picture_query=lambda found: _picture_query(chosen, found),
    )


async def show_picture(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the picture of one map, empty where nothing was answered beside a score."""
    asked = read_fields(DriverPictureQuery, visit.request.query_params)
    chosen = read_period_filter(visit, asked)
    survey_key = visit.request.path_params["survey"]
    async with visit.deps.database.reading() as session:
        found = await key_driver_map(session, chosen.scope(), survey_key, asked.question)
    drivers, kind = (found.drivers, found.asked.outcome.kind) if found else ((), Kind.RATING)
    texts = visit.text("drivers.importance"), visit.text("drivers.performance")
    return driver_picture(drivers, kind, texts, NARROW if asked.narrow else ALL_ACROSS).response()


def driver_name(visit: Visit, found: DriverMap, name: str) -> str:
    """Return the text of an option or a dimension; its id if its survey no longer has it."""
    survey = visit.deps.house.surveys.get(found.asked.survey_key)
    if survey is None:
        return name
    if found.asked.question is None:
        texts = survey.dimensions.get(name)
        return texts[visit.language] if texts else name
    question = survey.question(found.asked.question)
    options = question.options if question is not None and question.options else ()
    return next((each.text[visit.language] for each in options if each.id == name), name)


def _picture_query(chosen: PeriodFilter, found: DriverMap) -> str:
    return chosen.having(question=found.asked.question)
