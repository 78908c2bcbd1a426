"""Binding a customer number to a customer, and releasing it."""

from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.customers.customer_number import bind_by_staff, unbind
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, RowId, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit


class NumberForm(Parameters):
    """A customer number, and the conversation to come back to."""

    conversation: RowId
    number: Annotated[str, Field(max_length=200, pattern=r"^[^\u0000-\u001f\u007f]+$")]


class ReleaseForm(Parameters):
    """The fields of the form, which must confirm the release."""

    conversation: RowId
    sure: Literal["yes"]


async def bind(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Bind the number to the customer."""
    posted = read_fields(NumberForm, form)
    customer_id = path_id(visit.request, "customer")

    async def deed(session: AsyncSession) -> None:
        await bind_by_staff(session, customer_id, posted.number, viewer.staff_id, visit.now)

    return await run_action(visit, deed, f"/conversations/{posted.conversation}", Notice.NUMBER_BOUND)


async def release(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take the number and its services from the customer."""
    posted = read_fields(ReleaseForm, form)
    customer_id = path_id(visit.request, "customer")

    async def deed(session: AsyncSession) -> None:
        await unbind(session, customer_id, viewer.staff_id, visit.now)

    return await run_action(visit, deed, f"/conversations/{posted.conversation}", Notice.NUMBER_RELEASED)
