"""Downloading files that customers attached."""

from telegram import Bot
from telegram.error import TelegramError

LARGEST = 20 * 1024 * 1024  # bytes; the Bot API serves no larger files


class GoneFile(Exception):
    """Telegram does not serve the file: it is too old, too large, or its id is unknown."""


async def download(bot: Bot, file_id: str) -> bytes:
    """Return the content of a file.

    Raises:
        GoneFile: Telegram does not serve the file.
    """
    try:
        file = await bot.get_file(file_id)
        if file.file_size is not None and file.file_size > LARGEST:
            raise GoneFile("too large")
        return bytes(await file.download_as_bytearray())
    except TelegramError as exc:
        raise GoneFile(type(exc).__name__) from exc
