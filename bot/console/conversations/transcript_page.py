"""The page of one conversation."""

from typing import Annotated, Any

from starlette.responses import Response

from actions.casework.looks import Viewed, note_look
from actions.staff.sessions import Viewer
from bot.console.conversations.attachment import SHOWN
from bot.console.web.attachment_names import describe
from bot.console.web.fields import Blank, Parameters, RowId, ShortText, path_id, read_fields
from bot.console.web.notices import is_refusal, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Intent
from store.queries.conversations.conversation_rows import newest_message
from store.queries.conversations.transcripts import Transcript, read_transcript


class TranscriptQuery(Parameters):
    """The parameters of the page: messages before one, and a canned reply to start with."""

    before: Annotated[RowId | None, Blank] = None
    canned: Annotated[ShortText | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the messages with their intents, and the customer's cases and surveys beside them."""
    asked = read_fields(TranscriptQuery, visit.request.query_params)
    conversation_id = path_id(visit.request, "conversation")
    async with visit.deps.database.reading() as session:
        newest = await newest_message(session, conversation_id)
        transcript = await read_transcript(session, conversation_id, before=asked.before)
    await note_look(visit.deps.database, Viewed.CONVERSATION, conversation_id, viewer.staff_id, visit.now)
    notice = notice_in(visit)
    return await show_page(
        visit,
        "conversations/transcript.html",
        newest=newest,
        transcript=transcript,
        before=asked.before,
        intents=tuple(Intent),
        describe=describe,
        shown={kind.value: media.partition("/")[0] for kind, media in SHOWN.items()},
        has_files=visit.deps.fetch is not None,
        canned=_canned(visit, viewer, transcript),
        begun=asked.canned,
        notice=notice,
        is_refusal=is_refusal(notice) if notice else False,
    )


def _canned(visit: Visit, viewer: Viewer, transcript: Transcript) -> list[dict[str, Any]]:
    """Return the canned replies in the customer's language, with titles in the reader's."""
    language = transcript.language or visit.deps.house.language
    values = {
        "name": transcript.customer.first_name or "",
        "reference": next((case.reference for case in transcript.cases if case.settled_at is None), ""),
        "staff": viewer.name,
    }
    return [
        {
            "key": each.key,
            "title": each.title[visit.language],
            "text": each.filled(language, values),
        }
        for each in visit.deps.canned
    ]
