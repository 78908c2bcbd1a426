"""Calls that send a file: its content, or Telegram's id of one that was sent before."""

from telegram import Bot, InputFile, Message, PhotoSize

from store.models.conversations import MessageKind
from store.queues.outgoing import Outgoing


async def call_with_file(bot: Bot, outgoing: Outgoing, kind: MessageKind, file: InputFile | str) -> Message:
    """Send a file as what it is, with the text as its caption.

    Raises:
        TelegramError: as the library raises it.
    """
    chat, caption, topic = outgoing.address.number, outgoing.text or None, outgoing.topic
    match kind:
        case MessageKind.PHOTO:
            return await bot.send_photo(chat, file, caption=caption, message_thread_id=topic)
        case MessageKind.VOICE:
            return await bot.send_voice(chat, file, caption=caption, message_thread_id=topic)
        case _:
            return await bot.send_document(chat, file, caption=caption, message_thread_id=topic)


def file_id_in(message: Message) -> str | None:
    """Return Telegram's id of the file of a message; of a photo, that of its largest size."""
    file = message.effective_attachment
    if isinstance(file, tuple | list):
        sizes = [size for size in file if isinstance(size, PhotoSize)]
        return sizes[-1].file_id if sizes else None
    return getattr(file, "file_id", None)
