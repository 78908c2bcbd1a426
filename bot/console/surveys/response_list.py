"""The list of the responses behind the numbers of surveys."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.surveys.period_filter import SurveyListQuery, read_period_filter
from bot.console.surveys.survey_names import question_text
from bot.console.web.fields import Blank, ShortText, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.occasions import Occasion
from store.models.question_kinds import HIGHEST
from store.models.surveys import InvitationStatus
from store.queries.surveys.responses import ResponseFilter, Step, list_responses
from store.reports.question_figures import outlets

Number = Annotated[int, Field(ge=0, le=HIGHEST)]


class ResponseListQuery(SurveyListQuery):
    """The parameters besides survey, outlet and period."""

    agent: Annotated[ShortText | None, Blank] = None
    step: Annotated[Step | None, Blank] = None
    status: Annotated[InvitationStatus | None, Blank] = None
    question: Annotated[ShortText | None, Blank] = None
    lowest: Annotated[Number | None, Blank] = None
    highest: Annotated[Number | None, Blank] = None
    occasion: Annotated[Occasion | None, Blank] = None
    funnel: bool = False


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show a page of invitations with their answers, the latest first."""
    asked = read_fields(ResponseListQuery, visit.request.query_params)
    chosen = read_period_filter(visit, asked)
    wanted = response_filter(visit, asked)
    async with visit.deps.database.reading() as session:
        page = await list_responses(session, wanted, asked.before)
        names = await outlets(session)
    return await show_page(
        visit,
        "surveys/responses.html",
        page=page,
        asked=asked,
        chosen=chosen,
        outlets=names,
        steps=tuple(Step),
        statuses=tuple(InvitationStatus),
        occasions=tuple(Occasion),
        question=question_text(visit, asked.question),
    )


def response_filter(visit: Visit, asked: ResponseListQuery) -> ResponseFilter:
    """Return the filter in terms of the records."""
    return ResponseFilter(
        scope=read_period_filter(visit, asked).scope(asked.survey),
        step=asked.step,
        status=asked.status,
        agent=asked.agent,
        question=asked.question,
        lowest=asked.lowest,
        highest=asked.highest,
        occasion=asked.occasion,
        is_in_funnel=asked.funnel,
    )
