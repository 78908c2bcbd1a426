"""A step for all cases that are ticked in the list."""

from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.assigning.bulk_steps import MOST, BulkStep, change_many
from actions.staff.sessions import Viewer
from bot.console.cases.case_filter import CaseListQuery
from bot.console.cases.tag_form import TagText
from bot.console.web.fields import Blank, Parameters, RowId, posted_values, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit
from store.models.cases import Priority


class BulkForm(Parameters):
    """The cases, and what is done; blank leaves it as it is."""

    chosen: Annotated[tuple[RowId, ...], Field(min_length=1, max_length=MOST)]
    assignee: Annotated[RowId | Literal["none"] | None, Blank] = None
    priority: Annotated[Priority | None, Blank] = None
    tag: Annotated[TagText | None, Blank] = None


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take the step, and show the list as it was filtered."""
    posted = read_fields(BulkForm, {**form, "chosen": await posted_values(visit.request, "chosen")})
    step = BulkStep(
        assigns=posted.assignee is not None,
        assignee_id=posted.assignee if isinstance(posted.assignee, int) else None,
        priority=posted.priority,
        tag=posted.tag,
    )

    async def change(session: AsyncSession) -> None:
        await change_many(session, posted.chosen, step, viewer.staff_id, visit.now)

    query = read_fields(CaseListQuery, visit.request.query_params).query()
    return await run_action(visit, change, f"/cases?{query}" if query else "/cases", Notice.CHANGED)
