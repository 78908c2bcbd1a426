"""Correcting the intent that the model recognised."""

from typing import Annotated

from starlette.responses import Response

from actions.quality.reviewing import correct_intent
from actions.staff.sessions import Viewer
from bot.console.web.addresses import base_path
from bot.console.web.fields import Blank, Parameters, RowId, path_id, read_fields
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit
from nlu.contract.labels import Intent


class IntentCorrectionForm(Parameters):
    """The fields of the form; no intent takes the correction back. `before` says which part was shown."""

    intent: Annotated[Intent | None, Blank]
    before: Annotated[RowId | None, Blank] = None


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Store the correction and go back to the message."""
    posted = read_fields(IntentCorrectionForm, form)
    conversation_id = path_id(visit.request, "conversation")
    message_id = path_id(visit.request, "message")
    async with visit.deps.database.transaction() as session:
        await correct_intent(session, conversation_id, message_id, posted.intent, viewer.staff_id, visit.now)
    part = f"?before={posted.before}" if posted.before else ""
    return go_to(f"{base_path(visit.request)}/conversations/{conversation_id}{part}#m{message_id}")
