"""Saving filters of the conversations under a name."""

from typing import Annotated
from urllib.parse import parse_qsl

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.filter_names import drop_filter, save_filter
from actions.staff.sessions import Viewer
from bot.console.conversations.list_filter import ConversationListQuery
from bot.console.web.addresses import base_path
from bot.console.web.fields import Parameters, ShortText, path_id, read_fields
from bot.console.web.form_action import run_action, succeeded
from bot.console.web.notices import Notice
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit


class SavedFilterForm(Parameters):
    """A name, and the filter as it is in the address."""

    name: Annotated[ShortText, Field(min_length=1)]
    query: Annotated[str, Field(max_length=1000)]


async def save(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Save the filter, checked like the one in an address."""
    posted = read_fields(SavedFilterForm, form)
    query = read_fields(ConversationListQuery, dict(parse_qsl(posted.query))).query

    async def change(session: AsyncSession) -> None:
        await save_filter(session, viewer.staff_id, posted.name.strip(), query, visit.now)

    response = await run_action(visit, change, "/conversations", Notice.SAVED)
    if query and succeeded(response, Notice.SAVED):
        return go_to(f"{base_path(visit.request)}/conversations?{query}&notice={Notice.SAVED}")
    return response


async def drop(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Delete a filter of the viewer."""
    filter_id = path_id(visit.request, "filter")

    async def change(session: AsyncSession) -> None:
        await drop_filter(session, viewer.staff_id, filter_id)

    return await run_action(visit, change, "/conversations", Notice.CHANGED)
