"""Export and erasure of a customer's data by staff; both are in the audit log."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.rights.erasure import erase_customer
from actions.rights.personal_data import export_customer
from actions.staff.sessions import Viewer
from bot.console.web.fields import BadInput, path_id
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit


async def export(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send all data of a customer as a file."""
    customer_id = path_id(visit.request, "customer")
    async with visit.deps.database.transaction() as session:
        document = await export_customer(session, customer_id, f"staff:{viewer.staff_id}", visit.now)
    response = Response(document.content, media_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="customer-{customer_id}.json"'
    return response


async def erase(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Erase a customer; the form must confirm it.

    Raises:
        BadInput: the form does not confirm it.
    """
    customer_id = path_id(visit.request, "customer")
    if form.get("sure") != "yes":
        raise BadInput(("sure",))

    async def change(session: AsyncSession) -> None:
        await erase_customer(session, customer_id, f"staff:{viewer.staff_id}", visit.now)

    return await run_action(visit, change, "/conversations", Notice.ERASED)
