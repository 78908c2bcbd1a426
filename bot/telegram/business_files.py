"""Files of the business: uploaded once by each bot, and named by Telegram's id from then on."""

from typing import Protocol

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest

from actions.turn.send_outcomes import NotDelivered, Refused
from bot.telegram.file_calls import call_with_file, file_id_in
from store.engine.database_errors import StoreUnavailable
from store.models.conversations import MessageKind
from store.queues.outgoing import BusinessFile, Outgoing

# What Telegram says, in lower case, of an id that is of no use: the file is lost, or was another bot's.
LOST = ("file identifier", "file_id", "file id", "file_reference", "file reference", "can't use file of type")
# What it says of a picture that it does not take as a photo.
NO_PHOTO = ("photo_invalid_dimensions", "image_process_failed", "photo_ext_invalid")


class UploadMemory(Protocol):
    """Knows the contents of files by checksum, and what a bot has uploaded."""

    async def file_id(self, file: BusinessFile) -> str | None:
        """Return Telegram's id of a file; None if this bot has not uploaded it under its name.

        Raises:
            StoreUnavailable: nothing can be read now.
        """
        ...

    async def content(self, checksum: str) -> bytes | None:
        """Return a content; None where it is not kept.

        Raises:
            StoreUnavailable: nothing can be read now.
        """
        ...

    async def note(self, file: BusinessFile, file_id: str) -> None:
        """Remember Telegram's id of a file that was uploaded; it never fails, and may forget."""
        ...


class BusinessFileSender:
    """Sends files of the business through a bot."""

    def __init__(self, bot: Bot, memory: UploadMemory) -> None:
        self._bot = bot
        self._memory = memory

    async def send(self, outgoing: Outgoing, file: BusinessFile) -> int:
        """Send a file by the id that it has at Telegram; one that has none there, or lost it, is uploaded.

        Raises:
            NotDelivered: the content cannot be read now.
            Refused: the content is not kept any more.
            TelegramError: as the library raises it.
        """
        try:
            known = await self._memory.file_id(file)
            if known is not None and (message := await self._send_known(outgoing, file, known)) is not None:
                return message.message_id
            content = await self._memory.content(file.checksum)
        except StoreUnavailable as exc:
            raise NotDelivered("file cannot be read") from exc
        if content is None:
            raise Refused("file is not kept")
        message = await self._upload(outgoing, file, content)
        if (file_id := file_id_in(message)) is not None:
            await self._memory.note(file, file_id)
        return message.message_id

    async def _send_known(self, outgoing: Outgoing, file: BusinessFile, file_id: str) -> Message | None:
        """Send a file by its id; None where Telegram refuses the id, so that nothing arrived.

        The id of a picture may be that of a document: it was not taken as a photo.
        """
        kinds = (file.kind, MessageKind.DOCUMENT) if file.kind is MessageKind.PHOTO else (file.kind,)
        for kind in kinds:
            try:
                return await call_with_file(self._bot, outgoing, kind, file_id)
            except BadRequest as exc:
                if not any(said in exc.message.lower() for said in LOST):
                    raise
        return None

    async def _upload(self, outgoing: Outgoing, file: BusinessFile, content: bytes) -> Message:
        """Upload a file; a picture that Telegram does not take as a photo is sent as a document."""
        try:
            return await call_with_file(self._bot, outgoing, file.kind, _input(file, content))
        except BadRequest as exc:
            is_photo = file.kind is MessageKind.PHOTO
            if not is_photo or not any(said in exc.message.lower() for said in NO_PHOTO):
                raise
        return await call_with_file(self._bot, outgoing, MessageKind.DOCUMENT, _input(file, content))


def _input(file: BusinessFile, content: bytes) -> InputFile:
    return InputFile(content, filename=file.name)
