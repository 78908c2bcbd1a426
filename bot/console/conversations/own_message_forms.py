"""The forms by which a member of staff changes or takes back an own message."""

from typing import Annotated
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.own_messages import delete_own, edit_own
from actions.staff.sessions import Viewer
from bot.console.web.fields import Blank, MessageText, Parameters, RowId, at_most, path_id, read_fields
from bot.console.web.form_action import FormAction, run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit
from store.queues.message_split import LONGEST


class OwnMessagePlace(Parameters):
    """Where the page is: the case, and the messages before one."""

    case: Annotated[RowId | None, Blank] = None
    before: Annotated[RowId | None, Blank] = None


class OwnMessageForm(OwnMessagePlace):
    """The new text; it is not split."""

    text: Annotated[MessageText, at_most(LONGEST)]


async def edit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Change the text of the message."""
    posted = read_fields(OwnMessageForm, form)

    async def change(session: AsyncSession) -> None:
        await edit_own(session, *_place(visit), posted.text, viewer.staff_id, visit.now)

    return await _do(visit, change, posted)


async def delete(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take the message out of the customer's chat."""
    posted = read_fields(OwnMessagePlace, form)

    async def change(session: AsyncSession) -> None:
        await delete_own(session, *_place(visit), viewer.staff_id, visit.now)

    return await _do(visit, change, posted)


def _place(visit: Visit) -> tuple[int, int]:
    return path_id(visit.request, "conversation"), path_id(visit.request, "message")


async def _do(visit: Visit, change: FormAction, place: OwnMessagePlace) -> Response:
    conversation, message = _place(visit)
    part = urlencode(place.model_dump(include={*OwnMessagePlace.model_fields}, exclude_none=True))
    here = f"/conversations/{conversation}?{part}".removesuffix("?")
    return await run_action(visit, change, here, Notice.CHANGED, anchor=f"#m{message}")
