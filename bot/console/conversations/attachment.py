"""Photos, voice messages and files: of customers from Telegram when staff open them, others as kept."""

from starlette.responses import Response

from actions.casework.looks import Viewed, note_looks
from actions.staff.sessions import Viewer
from bot.console.web.attachment_names import served_file
from bot.console.web.console_parts import NoSuchFile
from bot.console.web.fields import path_id
from bot.console.web.visit import Visit
from store.objects.object_store import NoSuchObject, ObjectsUnavailable
from store.queries.conversations.transcript_lines import (
    AttachedFile,
    read_attachment,
    read_kept_file,
    read_object_key,
)
from store.queries.not_found import NotFound


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the content with a media type by its kind: the type that the customer's app named is not trusted.

    Raises:
        NotFound: there is no such file, or Telegram no longer has it.
        ObjectsUnavailable: it lies in the store of objects, which does not answer.
    """
    message_id = path_id(visit.request, "message")
    conversation = path_id(visit.request, "conversation")
    async with visit.deps.database.reading() as session:
        found = await read_attachment(session, conversation, message_id)
        is_kept = found.file_id is None
        kept = await read_kept_file(session, conversation, message_id) if is_kept else None
        key = await read_object_key(session, conversation, message_id) if is_kept and kept is None else None
    if kept is None:
        kept = await (_stored(visit, key, message_id) if key else _fetched(visit, found, message_id))
    await note_looks(visit.deps.database, {Viewed.FILE: message_id}, viewer.staff_id, visit.now)
    return served_file(kept, found.kind, found.name or f"{message_id}.bin")


async def _stored(visit: Visit, key: str, message_id: int) -> bytes:
    if visit.deps.objects is None:
        raise ObjectsUnavailable("HUIFANG_FILES is not set")
    try:
        return await visit.deps.objects.get(key)
    except NoSuchObject as exc:
        raise NotFound("file", message_id) from exc


async def _fetched(visit: Visit, found: AttachedFile, message_id: int) -> bytes:
    if visit.deps.fetch is None or found.file_id is None:
        raise NotFound("file", message_id)
    try:
        return await visit.deps.fetch(found.file_id)
    except NoSuchFile as exc:
        raise NotFound("file", message_id) from exc
