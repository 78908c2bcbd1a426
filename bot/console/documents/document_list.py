"""All documents of the business, where each comes from, and what the environment says."""

from dataclasses import dataclass

from starlette.responses import Response

from actions.documents.document_files import SINGLE, is_survey
from actions.staff.sessions import Viewer
from bot.console.documents.document_address import access_to, page_of
from bot.console.documents.document_view import read_there
from bot.console.web.notices import notice_in
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


def _title(visit: Visit, key: str) -> str:
    survey = visit.deps.house.surveys.get(key.partition(".")[2])
    return survey.title[visit.language] if survey else key
