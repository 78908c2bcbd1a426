"""Marking a customer as a test, and taking it back."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.customers.exclusion import mark_as_test
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, RowId, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit


class ExclusionForm(Parameters):
    """The conversation to come back to, and whether the customer is a test from now on."""

    conversation: RowId
    is_test: bool = False


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take the customer out of all figures, or back into them."""
    posted, customer_id = read_fields(ExclusionForm, form), path_id(visit.request, "customer")

    async def deed(session: AsyncSession) -> None:
        await mark_as_test(session, customer_id, viewer.staff_id, visit.now, is_test=posted.is_test)

    notice = Notice.MARKED_TEST if posted.is_test else Notice.UNMARKED_TEST
    return await run_action(visit, deed, f"/conversations/{posted.conversation}", notice)
