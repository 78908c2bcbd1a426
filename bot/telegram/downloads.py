"""Fetching what customers have attached."""

from telegram import Bot
from telegram.error import TelegramError

LARGEST = 20 * 1024 * 1024  # bytes; Telegram gives away no more


class GoneFile(Exception):
    """Telegram does not give the file away: it is too old, too large, or its id is none."""


async def download(bot: Bot, file_id: str) -> bytes:
    """The content of a file.

    Raises:
        GoneFile: there is nothing to be had, now or at all.
    """
    try:
        file = await bot.get_file(file_id)
        if file.file_size is not None and file.file_size > LARGEST:
            raise GoneFile("too large")
        return bytes(await file.download_as_bytearray())
    except TelegramError as exc:
        raise GoneFile(type(exc).__name__) from exc
