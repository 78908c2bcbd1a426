"""Watching a conversation or a case, and ending that."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.noticing.watching import unwatch, unwatch_case, watch, watch_case
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, path_id, read_fields
from bot.console.web.form_action import FormAction, run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit


class WatchForm(Parameters):
    """Whether to watch from now on, and whether the list of what is watched was looked at."""

    watch: bool = False
    from_list: bool = False


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Watch the conversation, or watch it no longer."""
    posted, talk = read_fields(WatchForm, form), path_id(visit.request, "conversation")

    async def change(session: AsyncSession) -> None:
        if posted.watch:
            await watch(session, talk, viewer.staff_id, visit.now)
        else:
            await unwatch(session, talk, viewer.staff_id)

    return await _run(visit, posted, change, f"/conversations/{talk}")


async def submit_case(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Watch the case, or watch it no longer."""
    posted, case = read_fields(WatchForm, form), path_id(visit.request, "case")

    async def change(session: AsyncSession) -> None:
        if posted.watch:
            await watch_case(session, case, viewer.staff_id, visit.now)
        else:
            await unwatch_case(session, case, viewer.staff_id)

    return await _run(visit, posted, change, f"/cases/{case}")


async def _run(visit: Visit, posted: WatchForm, change: FormAction, page: str) -> Response:
    done = Notice.WATCHED if posted.watch else Notice.CHANGED
    return await run_action(visit, change, "/notices" if posted.from_list else page, done)
