"""Snoozing a case until a time, and waking it before."""

from datetime import datetime
from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.filing.snoozing import snooze, wake
from actions.casework.filing.wake_times import SnoozeSpan, local_time, wake_time
from actions.staff.sessions import Viewer
from bot.console.web.fields import BadInput, Blank, Parameters, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit


class SnoozeForm(Parameters):
    """For how long, or until when by the clock of the reader."""

    span: Annotated[SnoozeSpan | None, Blank] = None
    until: Annotated[datetime | None, Blank] = None


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take the case out of the queue.

    Raises:
        BadInput: the form says neither for how long nor until when.
    """
    until = _until(visit, read_fields(SnoozeForm, form))
    case = path_id(visit.request, "case")

    async def change(session: AsyncSession) -> None:
        await snooze(session, case, until, viewer.staff_id, visit.now)

    return await run_action(visit, change, f"/cases/{case}", Notice.SNOOZED)


async def wake_now(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Put the case back into the queue."""
    case = path_id(visit.request, "case")

    async def change(session: AsyncSession) -> None:
        await wake(session, case, viewer.staff_id, visit.now)

    return await run_action(visit, change, f"/cases/{case}", Notice.CHANGED)


def _until(visit: Visit, posted: SnoozeForm) -> datetime:
    if posted.span is not None:
        return wake_time(posted.span, visit.now, visit.deps.house.calendar)
    if posted.until is None:
        raise BadInput(("until",))
    return local_time(posted.until, visit.zone)
