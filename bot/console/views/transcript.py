"""One conversation."""

from typing import Annotated

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.attachments import describe
from bot.console.fields import Blank, Parameters, RowId, path_id, read_fields
from bot.console.pages import show as show_page
from bot.console.visit import Visit
from nlu.labels import Intent
from store.queries.transcripts import read_transcript


class Asked(Parameters):
    """What the address may ask for: messages before one."""

    before: Annotated[RowId | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """The messages with what was understood, and the customer's cases and surveys beside them."""
    asked = read_fields(Asked, visit.request.query_params)
    conversation_id = path_id(visit.request, "conversation")
    async with visit.deps.database.reading() as session:
        transcript = await read_transcript(session, conversation_id, before=asked.before)
    return await show_page(
        visit,
        "transcript.html",
        talk=transcript,
        before=asked.before,
        intents=tuple(Intent),
        describe=describe,
    )
