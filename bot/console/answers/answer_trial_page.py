"""Trying a question: what would be said, with scores."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from actions.answers.finding.candidates import Candidate
from actions.staff.sessions import Viewer
from actions.turn.text_language import text_language
from bot.console.web.fields import Blank, Parameters, ShortText, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Language

SHOWN = 5


class TrialQuery(Parameters):
    """A question, in which language and at which outlet; by default its own language and no outlet."""

    text: Annotated[str | None, Field(max_length=1000), Blank] = None
    language: Annotated[Language | None, Blank] = None
    outlet: Annotated[ShortText | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show a form, and for a question the outcome and the nearest answers."""
    asked, finder = read_fields(TrialQuery, visit.request.query_params), visit.deps.finder
    finding, spoken = None, visit.language
    nearest: tuple[Candidate, ...] = ()
    if asked.text is not None and finder is not None:
        spoken = asked.language or text_language(asked.text) or visit.language
        finding = await finder.find(asked.text, spoken, asked.outlet, visit.now)
        nearest = await finder.scores(asked.text, spoken, asked.outlet, visit.now, SHOWN)
    return await show_page(
        visit,
        "answers/try.html",
        asked=asked,
        finding=finding,
        nearest=nearest,
        spoken=spoken,
        languages=tuple(Language),
    )
