"""Merging cases, separating them, and splitting a message from its case."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.filing.merging import merge_cases, separate_case
from actions.casework.filing.splitting import SPLIT_KINDS, split_message
from actions.staff.sessions import Viewer
from bot.console.web.addresses import base_path
from bot.console.web.fields import BadInput, Parameters, RowId, path_id, read_fields
from bot.console.web.form_action import run_action, succeeded
from bot.console.web.notices import Notice
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit
from store.models.cases import CaseKind


class MergeForm(Parameters):
    """The case that this one goes into."""

    into: RowId


class SplitForm(Parameters):
    """What the new case is."""

    kind: CaseKind


async def merge(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Let the case go into another one, and show that one."""
    posted, case = read_fields(MergeForm, form), path_id(visit.request, "case")

    async def change(session: AsyncSession) -> None:
        await merge_cases(session, case, posted.into, viewer.staff_id, visit.now, visit.deps.house)

    return await run_action(visit, change, f"/cases/{case}", Notice.MERGED)


async def separate(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take the case out of the one that it went into, and show it."""
    case = path_id(visit.request, "case")

    async def change(session: AsyncSession) -> None:
        await separate_case(session, case, viewer.staff_id, visit.now)

    return await run_action(visit, change, f"/cases/{case}", Notice.SEPARATED)


async def split(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Open a case for the message, and show its page.

    Raises:
        BadInput: staff open no cases of this kind.
    """
    posted = read_fields(SplitForm, form)
    if posted.kind not in SPLIT_KINDS:
        raise BadInput(("kind",))
    talk, message = path_id(visit.request, "conversation"), path_id(visit.request, "message")
    opened: list[int] = []

    async def change(session: AsyncSession) -> None:
        house = visit.deps.house
        case = await split_message(session, talk, message, posted.kind, viewer.staff_id, visit.now, house)
        opened.append(case.id)

    answer = await run_action(visit, change, f"/conversations/{talk}", Notice.SPLIT)
    if not succeeded(answer, Notice.SPLIT):
        return answer
    return go_to(f"{base_path(visit.request)}/cases/{opened[0]}?notice={Notice.SPLIT}")
