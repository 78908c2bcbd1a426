"""The buttons of a document: publish, discard the draft, roll back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Annotated

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.documents.document_changes import SettingChange, discard_draft, put_in_force
from actions.documents.document_import import SettingsPlan, import_settings
from actions.documents.document_refusals import DraftIsWrong, SettingsRefused
from actions.staff.sessions import Viewer
from bot.console.documents.document_address import access_to, document_in, page_of
from bot.console.documents.document_problems import problems_of_drafts
from bot.console.documents.document_view import SettingsThere, read_there
from bot.console.web.addresses import base_path
from bot.console.web.fields import Parameters, read_fields
from bot.console.web.form_action import refused
from bot.console.web.notices import Notice
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit
from store.queries.documents.document_states import version_text


class VersionNumberForm(Parameters):
    """The version that a button is about; 0 is the file."""

    number: Annotated[int, Field(ge=0, le=10**9)]


async def publish(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Publish the draft that the page shows, with the drafts that are checked with it."""
    key, number = document_in(visit), read_fields(VersionNumberForm, form).number
    there = await read_there(visit)
    draft = there.state(key).draft
    if draft is None or draft.number != number:
        return _to(visit, key, Notice.NO_SUCH_VERSION)
    drafts = {key: draft, **there.companions(key)}
    texts = {each: version.text for each, version in drafts.items()}
    if await _is_wrong(visit, there, texts):
        return refused(visit, page_of(key), DraftIsWrong())
    versions = {each: version.number for each, version in drafts.items()}
    put = partial(put_in_force, versions=versions, edition=there.edition, change=_change(visit, viewer))
    return await _put(visit, key, put, Notice.PUBLISHED)


async def roll_back(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Publish the text of an older version again, or let the file hold again."""
    key, number = document_in(visit), read_fields(VersionNumberForm, form).number
    there = await read_there(visit)
    if number == 0:
        return await _back_to_file(visit, viewer, key, there)
    async with visit.deps.database.reading() as session:
        older = await version_text(session, key, number)
    if older is None:
        return _to(visit, key, Notice.NO_SUCH_VERSION)
    if await _is_wrong(visit, there, {key: older}):
        return refused(visit, page_of(key), DraftIsWrong())
    why = visit.text("answers.rolled_back_to", number=number)
    change = SettingChange(f"staff:{viewer.staff_id}", visit.now, why)
    plan = SettingsPlan({key: older}, ())
    put = partial(import_settings, plan=plan, edition=there.edition, change=change)
    return await _put(visit, key, put, Notice.ROLLED_BACK)


async def discard(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Give up the draft."""
    key, change = document_in(visit), _change(visit, viewer)
    async with visit.deps.database.transaction() as session:
        was_there = await discard_draft(session, key, change)
    return _to(visit, key, Notice.DRAFT_DISCARDED if was_there else Notice.NO_SUCH_VERSION)


async def _back_to_file(visit: Visit, viewer: Viewer, key: str, there: SettingsThere) -> Response:
    file = there.files.get(key)
    if file is None or there.state(key).published is None:
        return _to(visit, key, Notice.NO_SUCH_VERSION)
    if await _is_wrong(visit, there, {key: file.text}):
        return refused(visit, page_of(key), DraftIsWrong())
    change = _change(visit, viewer)
    put = partial(put_in_force, versions={key: None}, edition=there.edition, change=change)
    return await _put(visit, key, put, Notice.ROLLED_BACK)


def _change(visit: Visit, viewer: Viewer) -> SettingChange:
    return SettingChange(f"staff:{viewer.staff_id}", visit.now)


async def _is_wrong(visit: Visit, there: SettingsThere, texts: Mapping[str, str]) -> bool:
    in_force = access_to(visit).in_force
    return bool(await asyncio.to_thread(problems_of_drafts, in_force, there.published, texts))


async def _put(
    visit: Visit, key: str, put: Callable[[AsyncSession], Awaitable[None]], done: Notice
) -> Response:
    try:
        async with visit.deps.database.transaction() as session:
            await put(session)
    except SettingsRefused as exc:
        return refused(visit, page_of(key), exc)
    await access_to(visit).take_up()
    return _to(visit, key, done)


def _to(visit: Visit, key: str, notice: Notice) -> Response:
    return go_to(f"{base_path(visit.request)}{page_of(key)}?notice={notice}")
