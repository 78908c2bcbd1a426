"""Giving a case a tag, and taking one away."""

from typing import Annotated

from pydantic import AfterValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.filing.tagging import LONGEST, add_tag, drop_tag, tag_of
from actions.staff.sessions import Viewer
from bot.console.web.fields import BadInput, Blank, Parameters, ShortText, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit

TagText = Annotated[ShortText, AfterValidator(tag_of), Field(min_length=1, max_length=LONGEST)]


class TagForm(Parameters):
    """The tag to add, or the one to take away."""

    tag: Annotated[TagText | None, Blank] = None
    drop: Annotated[ShortText | None, Blank] = None


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Change the tags of the case.

    Raises:
        BadInput: the form names no tag.
    """
    posted, case = read_fields(TagForm, form), path_id(visit.request, "case")
    if posted.tag is None and posted.drop is None:
        raise BadInput(("tag",))

    async def change(session: AsyncSession) -> None:
        if posted.drop is not None:
            await drop_tag(session, case, posted.drop, viewer.staff_id, visit.now)
        if posted.tag is not None:
            await add_tag(session, case, posted.tag, viewer.staff_id, visit.now)

    return await run_action(visit, change, f"/cases/{case}", Notice.CHANGED)
