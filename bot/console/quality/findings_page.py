"""The findings of one reading, each with its corrective action or a form that makes one."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.quality.corrective_actions import LONGEST_NOTE, assign
from actions.staff.roster import list_members
from actions.staff.sessions import Viewer
from bot.console.quality.corrective_days import usual_day
from bot.console.quality.corrective_page import CorrectiveTaskForm, Words
from bot.console.web.fields import ShortText, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.quality.findings import read_findings


class FindingForm(CorrectiveTaskForm):
    """Also the criterion that was not met; there must be words that say what to do."""

    criterion: ShortText
    text: Words


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show all marks of the reading."""
    async with visit.deps.database.reading() as session:
        findings = await read_findings(session, path_id(visit.request, "reading"))
        members = await list_members(session)
    return await show_page(
        visit,
        "quality/findings.html",
        findings=findings,
        members=[member for member in members if member.disabled_at is None],
        notice=notice_in(visit),
        scorecard=visit.deps.scorecard,
        longest=LONGEST_NOTE,
        usual_day=usual_day(visit),
    )


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Make a finding the task of a person."""
    posted, reading_id = read_fields(FindingForm, form), path_id(visit.request, "reading")
    zone = visit.deps.house.zone

    async def change(session: AsyncSession) -> None:
        task = posted.task()
        await assign(session, reading_id, posted.criterion, task, viewer.staff_id, zone, visit.now)

    return await run_action(visit, change, f"/readings/{reading_id}", Notice.CHANGED)
