"""One document as text: its YAML in an editor, with what the checker says of each line."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from actions.documents.document_changes import SettingChange, save_draft
from actions.staff.sessions import Viewer
from bot.console.documents.document_address import access_to, document_in, text_page
from bot.console.documents.document_preview import previews_of
from bot.console.documents.document_view import NO_STATE, DocumentView, document_view
from bot.console.web.addresses import base_path
from bot.console.web.fields import Blank, Parameters, read_fields
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.setting_versions import SettingEdition
from store.queries.documents.document_states import document_states, newest_number
from store.queries.edition import locked_edition

UNPROCESSABLE = 422
LONGEST = 60_000  # characters


class TextForm(Parameters):
    """The text of a document; `seen` is the newest version that the form shows."""

    yaml: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    why: Annotated[str | None, Field(max_length=300), Blank] = None
    seen: Annotated[int, Field(ge=0)] = 0


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the text."""
    return await _show(visit, await document_view(visit, document_in(visit)))


async def save(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Save a draft, also one with mistakes: it cannot be published until they are gone."""
    key, posted = document_in(visit), read_fields(TextForm, form)
    text = posted.yaml.replace("\r\n", "\n").rstrip() + "\n"
    if not await save_seen(visit, viewer, key, text, posted.seen, posted.why):
        view = await document_view(visit, key, text)
        return await _show(visit, view, posted.why or "", status=UNPROCESSABLE)
    return go_to(f"{base_path(visit.request)}{text_page(key)}?notice={Notice.DRAFTED}")


async def save_seen(visit: Visit, viewer: Viewer, key: str, text: str, seen: int, why: str | None) -> bool:
    """Save a draft, unless another version has come that the form does not show; return whether it was."""
    return await save_all_seen(visit, viewer, {key: (text, seen)}, why)


async def save_all_seen(
    visit: Visit, viewer: Viewer, texts: Mapping[str, tuple[str, int]], why: str | None
) -> bool:
    """Save drafts of several documents, each with the newest version that the form shows; all or none.

    A text that is drafted or in force already is no conflict; beside newer versions it is not saved again.
    """
    change = SettingChange(f"staff:{viewer.staff_id}", visit.now, why)
    files = access_to(visit).in_force.files
    async with visit.deps.database.transaction() as session:
        await locked_edition(session, SettingEdition, visit.now)  # what is compared is read after it
        states = await document_states(session)
        stale = {key for key, (_, seen) in texts.items() if await newest_number(session, key) != seen}
        for key in stale:
            state, file = states.get(key, NO_STATE), files.get(key)
            there = [each.text for each in (state.draft, state.published or file) if each is not None]
            if texts[key][0] not in there:
                return False
        for key, (text, _) in texts.items():
            if key not in stale:
                await save_draft(session, key, text, change)
    return True


async def _show(visit: Visit, view: DocumentView, why: str = "", status: int = 200) -> Response:
    return await show_page(
        visit,
        "documents/document.html",
        status,
        view=view,
        why=why,
        is_stale=status == UNPROCESSABLE,
        longest=LONGEST,
        previews=previews_of(visit, view.key, view.settings) if view.settings else (),
        notice=notice_in(visit),
    )
