"""Setting and removing an attribute of a customer."""

from typing import Annotated

from pydantic import AfterValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.customers.known_attributes import LONGEST_NAME, LONGEST_VALUE, set_attribute
from actions.settings.storable_text import on_one_line
from actions.staff.sessions import Viewer
from bot.console.web.fields import Blank, Parameters, RowId, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit

AttributeName = Annotated[str, AfterValidator(on_one_line), Field(max_length=LONGEST_NAME)]
AttributeValue = Annotated[str, AfterValidator(on_one_line), Field(max_length=LONGEST_VALUE)]


class AttributeForm(Parameters):
    """The name, the value, blank to remove the attribute, and the conversation to come back to."""

    attribute: AttributeName
    value: Annotated[AttributeValue | None, Blank] = None
    conversation: RowId


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Change what is known about the customer."""
    posted, customer_id = read_fields(AttributeForm, form), path_id(visit.request, "customer")

    async def change(session: AsyncSession) -> None:
        await set_attribute(session, customer_id, posted.attribute, posted.value, viewer.staff_id, visit.now)

    here = f"/conversations/{posted.conversation}"
    return await run_action(visit, change, here, Notice.CHANGED, anchor="#customer")
