"""One corrective action with its steps, and the forms that take the next one."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.quality.corrective_actions import (
    LONGEST_NOTE,
    CorrectiveTask,
    close,
    move,
    reopen,
    report_done,
)
from actions.settings.storable_text import plain_words
from actions.staff.permissions import Permission, is_allowed
from actions.staff.roster import list_members
from actions.staff.sessions import Viewer
from bot.console.quality.corrective_days import last_day, usual_day
from bot.console.web.fields import Day, Parameters, RowId, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.not_found import NotFound
from store.queries.quality.corrective_rows import read_corrective

Words = Annotated[str, BeforeValidator(plain_words), Field(max_length=LONGEST_NOTE)]
OptionalWords = Annotated[Words | Literal[""], BeforeValidator(str.strip)]


class CorrectiveStepForm(Parameters):
    """The words of a step."""

    text: OptionalWords = ""


class ReopenForm(CorrectiveStepForm):
    """The words, and the new last day."""

    due: Day


class CorrectiveTaskForm(ReopenForm):
    """The person, the last day, and what to do."""

    person: RowId

    def task(self) -> CorrectiveTask:
        """Return who does what until when."""
        return CorrectiveTask(self.person, self.due, self.text)


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the action to its person, and to those who may judge it.

    Raises:
        NotFound: there is none, or it is the task of another person.
    """
    action_id, may_judge = path_id(visit.request, "action"), is_allowed(viewer.role, Permission.CHECK_QUALITY)
    async with visit.deps.database.reading() as session:
        row, steps = await read_corrective(session, action_id)
        members = await list_members(session) if may_judge else ()
    is_own = row.person_id == viewer.staff_id
    if not (is_own or may_judge):
        raise NotFound("corrective action", action_id)
    return await show_page(
        visit,
        "quality/corrective.html",
        row=row,
        steps=steps,
        members=[member for member in members if member.disabled_at is None],
        is_own=is_own,
        may_judge=may_judge,
        notice=notice_in(visit),
        scorecard=visit.deps.scorecard,
        longest=LONGEST_NOTE,
        usual_day=usual_day(visit),
        last_day=lambda due_at: last_day(visit, due_at),
    )


async def say_done(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Note that one has done it."""
    posted = read_fields(CorrectiveStepForm, form)

    async def change(session: AsyncSession, action_id: int) -> None:
        await report_done(session, action_id, posted.text, viewer.staff_id, visit.now)

    return await _take_step(visit, change)


async def judge_closed(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Close it."""
    posted = read_fields(CorrectiveStepForm, form)

    async def change(session: AsyncSession, action_id: int) -> None:
        await close(session, action_id, posted.text, viewer.staff_id, visit.now)

    return await _take_step(visit, change)


async def judge_open(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Reopen it until another day."""
    posted = read_fields(ReopenForm, form)

    async def change(session: AsyncSession, action_id: int) -> None:
        zone = visit.deps.house.zone
        await reopen(session, action_id, posted.due, posted.text, viewer.staff_id, zone, visit.now)

    return await _take_step(visit, change)


async def give(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Give it to a person until a day."""
    task = read_fields(CorrectiveTaskForm, form).task()

    async def change(session: AsyncSession, action_id: int) -> None:
        await move(session, action_id, task, viewer.staff_id, visit.deps.house.zone, visit.now)

    return await _take_step(visit, change)


async def _take_step(visit: Visit, change: Callable[[AsyncSession, int], Awaitable[None]]) -> Response:
    action_id = path_id(visit.request, "action")

    async def run(session: AsyncSession) -> None:
        await change(session, action_id)

    return await run_action(visit, run, f"/corrective/{action_id}", Notice.CHANGED)
