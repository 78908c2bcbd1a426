"""Photos, voice messages and files: of customers from Telegram when staff open them, others as kept."""

from urllib.parse import quote

from starlette.responses import Response

from actions.casework.looks import Viewed, note_look
from actions.staff.sessions import Viewer
from bot.console.web.console_parts import NoSuchFile
from bot.console.web.fields import path_id
from bot.console.web.invisible_characters import file_name
from bot.console.web.visit import Visit
from store.models.conversations import MessageKind
from store.queries.conversations.transcript_lines import AttachedFile, read_attachment, read_kept_file
from store.queries.not_found import NotFound

# The kinds that a browser may show in the page. Everything else is downloaded, without a particular type.
SHOWN = {
    MessageKind.PHOTO: "image/jpeg",
    MessageKind.STICKER: "image/webp",
    MessageKind.VOICE: "audio/ogg",
    MessageKind.AUDIO: "audio/mpeg",
    MessageKind.VIDEO: "video/mp4",
}
ANY_FILE = "application/octet-stream"
# If a browser opens it directly, nothing in it may run.
POLICY = "default-src 'none'; sandbox"


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the content with a media type by its kind: the type that the customer's app named is not trusted.

    Raises:
        NotFound: there is no such file, or Telegram no longer has it.
    """
    message_id = path_id(visit.request, "message")
    conversation = path_id(visit.request, "conversation")
    async with visit.deps.database.reading() as session:
        found = await read_attachment(session, conversation, message_id)
        kept = await read_kept_file(session, conversation, message_id) if found.file_id is None else None
    content = kept if kept is not None else await _fetched(visit, found, message_id)
    await note_look(visit.deps.database, Viewed.FILE, message_id, viewer.staff_id, visit.now)
    response = Response(content, media_type=SHOWN.get(found.kind, ANY_FILE))
    response.headers["Content-Security-Policy"] = POLICY
    if found.kind not in SHOWN:
        named = quote(file_name(found.name or "") or f"{message_id}.bin", safe="")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{named}"
    return response


async def _fetched(visit: Visit, found: AttachedFile, message_id: int) -> bytes:
    if visit.deps.fetch is None or found.file_id is None:
        raise NotFound("file", message_id)
    try:
        return await visit.deps.fetch(found.file_id)
    except NoSuchFile as exc:
        raise NotFound("file", message_id) from exc
