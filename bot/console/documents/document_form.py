"""One document as a form, made from the description of its fields."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

import yaml
from pydantic import Field
from starlette.responses import Response

from actions.documents.text_edits import with_values
from actions.staff.sessions import Viewer
from bot.console.documents.document_address import document_in, page_of, text_page
from bot.console.documents.document_preview import previews_of
from bot.console.documents.document_text import UNPROCESSABLE, save_seen
from bot.console.documents.document_view import DocumentView, document_view, read_there
from bot.console.documents.form_descriptions import FORMS, form_name, label_key, rows_key
from bot.console.documents.form_fields import FormSection
from bot.console.documents.form_values import changes_in, is_shown, row_numbers, texts_of
from bot.console.web.addresses import base_path
from bot.console.web.fields import Blank, Parameters, read_fields
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.not_found import NotFound


class ChangeForm(Parameters):
    """What is posted beside the fields: why, and the newest version that the form shows."""

    why: Annotated[str | None, Field(max_length=300), Blank] = None
    seen: Annotated[int, Field(ge=0)] = 0


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the form."""
    key, sections = _described(visit)
    view = await document_view(visit, key)
    content = content_of(view.text)
    if content is None:
        return go_to(f"{base_path(visit.request)}{text_page(key)}")
    return await _show(visit, view, sections, texts_of(content, sections))


async def save(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Save a draft with the values of the form."""
    (key, sections), posted = _described(visit), read_fields(ChangeForm, form)
    text = (await read_there(visit)).at_work(key)
    content = content_of(text)
    if content is None:
        return go_to(f"{base_path(visit.request)}{text_page(key)}")
    edited = await asyncio.to_thread(with_values, text, changes_in(form, content, sections))
    if not await save_seen(visit, viewer, key, edited, posted.seen, posted.why):
        view = await document_view(visit, key)
        return await _show(visit, view, sections, form, status=UNPROCESSABLE)
    return go_to(f"{base_path(visit.request)}{page_of(key)}?notice={Notice.DRAFTED}")


def content_of(text: str) -> Mapping[str, Any] | None:
    """Return what a text holds; None where a form cannot show it.

    It cannot where there are no names, or where a value is an alias of another one, even of what it is in.
    """
    try:
        # An alias has a star; most texts have none, and reading their events takes as long as reading them.
        if "*" in text and any(
            isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)
        ):
            return None
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _described(visit: Visit) -> tuple[str, tuple[FormSection, ...]]:
    key = document_in(visit)
    if form_name(key) not in FORMS:
        raise NotFound("form", 0)
    return key, FORMS[form_name(key)]


async def _show(
    visit: Visit,
    view: DocumentView,
    sections: tuple[FormSection, ...],
    values: Mapping[str, str],
    status: int = 200,
) -> Response:
    return await show_page(
        visit,
        "documents/form.html",
        status,
        view=view,
        form_sections=sections,
        values=values,
        row_numbers=row_numbers,
        is_shown=is_shown,
        form_name=form_name,
        label_key=label_key,
        rows_key=rows_key,
        previews=previews_of(visit, view.key, view.settings) if view.settings else (),
        why=values.get("why", ""),
        is_stale=status == UNPROCESSABLE,
        notice=notice_in(visit),
    )
