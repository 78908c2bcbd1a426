"""The forms by which staff work on a case."""

from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework import case_steps
from actions.casework.assigning.claiming import claim as claim_case
from actions.staff.sessions import Viewer
from bot.console.conversations.note_fields import TellingForm
from bot.console.web.fields import BadInput, Blank, Parameters, RowId, path_id, read_fields
from bot.console.web.form_action import FormAction, run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit
from store.models.cases import OPEN_STATUSES, CaseStatus, Priority


class AssigneeForm(Parameters):
    """The new assignee; blank for none."""

    assignee: Annotated[RowId | None, Blank] = None


class PriorityForm(Parameters):
    """The new priority."""

    priority: Priority


class CaseStatusForm(Parameters):
    """The new status."""

    status: CaseStatus


class CaseNoteForm(TellingForm):
    """A note for colleagues."""


async def assign(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Assign the case."""
    posted = read_fields(AssigneeForm, form)

    async def change(session: AsyncSession) -> None:
        await case_steps.assign(session, _case(visit), posted.assignee, viewer.staff_id, visit.now)

    return await _do(visit, change, Notice.CHANGED)


async def claim(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take the case, unless a colleague was faster."""

    async def change(session: AsyncSession) -> None:
        await claim_case(session, _case(visit), viewer.staff_id, visit.now)

    return await _do(visit, change, Notice.CHANGED)


async def prioritise(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Change the priority."""
    posted = read_fields(PriorityForm, form)

    async def change(session: AsyncSession) -> None:
        await case_steps.prioritise(session, _case(visit), posted.priority, viewer.staff_id, visit.now)

    return await _do(visit, change, Notice.CHANGED)


async def move(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Change the status.

    Raises:
        BadInput: the form asks to settle the case, which is another form.
    """
    posted = read_fields(CaseStatusForm, form)
    if posted.status not in OPEN_STATUSES:
        raise BadInput(("status",))

    async def change(session: AsyncSession) -> None:
        await case_steps.move(
            session, _case(visit), posted.status, viewer.staff_id, visit.now, visit.deps.house
        )

    return await _do(visit, change, Notice.CHANGED)


async def write_note(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Add a note for colleagues."""
    posted = read_fields(CaseNoteForm, form)

    async def change(session: AsyncSession) -> None:
        await case_steps.note_on_case(session, _case(visit), posted.note, viewer.staff_id, visit.now)

    return await _do(visit, change, Notice.NOTED)


def _case(visit: Visit) -> int:
    return path_id(visit.request, "case")


async def _do(visit: Visit, change: FormAction, done: Notice) -> Response:
    return await run_action(visit, change, f"/cases/{_case(visit)}", done)
