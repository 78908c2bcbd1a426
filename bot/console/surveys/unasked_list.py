"""The list of services without a survey, and why."""

from typing import Annotated

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.surveys.period_filter import SurveyListQuery, read_period_filter
from bot.console.web.fields import Blank, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.surveys import Reason
from store.queries.surveys.unasked import list_unasked
from store.queries.system.directory import known_outlets
from store.reports.skips import DIVIDED, skips


class UnaskedServicesQuery(SurveyListQuery):
    """The parameters besides survey, outlet and period."""

    reason: Annotated[Reason | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show a page of services without a survey, the latest decision first."""
    asked = read_fields(UnaskedServicesQuery, visit.request.query_params)
    chosen = read_period_filter(visit, asked)
    async with visit.deps.database.reading() as session:
        page = await list_unasked(session, chosen.scope(asked.survey), asked.reason, asked.before)
        names = await known_outlets(session)
        shares = {by.value: await skips(session, chosen.scope(asked.survey), by) for by in DIVIDED}
    return await show_page(
        visit,
        "surveys/unasked.html",
        page=page,
        asked=asked,
        chosen=chosen,
        outlets=names,
        reasons=tuple(Reason),
        shares=shares,
    )
