"""Blocking a customer who abuses the bot, and taking it back."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.customers.blocking import block, unblock
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, RowId, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit


class BlockForm(Parameters):
    """The conversation to come back to."""

    conversation: RowId


async def begin(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take nothing more in from the customer."""
    posted, customer_id = read_fields(BlockForm, form), path_id(visit.request, "customer")

    async def deed(session: AsyncSession) -> None:
        await block(session, customer_id, viewer.staff_id, visit.now)

    return await run_action(visit, deed, f"/conversations/{posted.conversation}", Notice.CUSTOMER_BLOCKED)


async def end(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take in what the customer sends again."""
    posted, customer_id = read_fields(BlockForm, form), path_id(visit.request, "customer")

    async def deed(session: AsyncSession) -> None:
        await unblock(session, customer_id, viewer.staff_id, visit.now)

    return await run_action(visit, deed, f"/conversations/{posted.conversation}", Notice.CUSTOMER_UNBLOCKED)
