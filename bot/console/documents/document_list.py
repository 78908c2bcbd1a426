"""All documents of the business, where each comes from, and what the environment says."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from actions.documents.document_files import SINGLE, SURVEYS, is_survey
from actions.staff.sessions import Viewer
from bot.console.documents.document_address import SETTINGS, access_to, page_of
from bot.console.documents.document_text import save_seen
from bot.console.documents.document_view import read_there
from bot.console.web.addresses import base_path
from bot.console.web.fields import Parameters, ShortText, read_fields
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.documents.document_states import DocumentState


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the list; a survey has a title."""

    key: str
    state: DocumentState
    title: str | None = None

    @property
    def page(self) -> str:
        """Return the address of its page."""
        return page_of(self.key)


class NewSurveyForm(Parameters):
    """The name of a survey to begin, and the document that it is a copy of."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
    like: ShortText


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the documents."""
    access, there = access_to(visit), await read_there(visit)
    keys = {*there.files, *there.states}
    ordered = sorted(keys, key=lambda key: (is_survey(key), key in SINGLE, key))
    rows = [
        DocumentRow(key, there.state(key), _title(visit, key) if is_survey(key) else None) for key in ordered
    ]
    return await show_page(
        visit,
        "documents/documents.html",
        rows=[row for row in rows if row.title is None],
        of_surveys=[row for row in rows if row.title is not None],
        installation=access.installation,
        notice=notice_in(visit),
    )


async def begin_survey(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Draft another survey as a copy of one that is there."""
    posted, there = read_fields(NewSurveyForm, form), await read_there(visit)
    key, base = f"{SURVEYS}.{posted.name}", base_path(visit.request)
    if not is_survey(posted.like) or not (text := there.at_work(posted.like)):
        return go_to(f"{base}{SETTINGS}?notice={Notice.NO_SUCH_VERSION}")
    if key in there.files or not await save_seen(visit, viewer, key, text, 0, None):
        return go_to(f"{base}{SETTINGS}?notice={Notice.NAME_TAKEN}")
    return go_to(f"{base}{page_of(key)}?notice={Notice.DRAFTED}")


def _title(visit: Visit, key: str) -> str:
    survey = visit.deps.house.surveys.get(key.partition(".")[2])
    return survey.title[visit.language] if survey else key
