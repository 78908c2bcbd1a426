"""A bot that repeats the texts of customers, for tests of the parts around a bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import telegram

from tests.background import in_background


class Echo:
    """Answers each text `times` times; it ignores texts that contain "ignore"."""

    def __init__(self, bot: telegram.Bot, times: int = 1) -> None:
        self._bot = bot
        self._times = times
        self._offset = 0

    async def run(self) -> None:
        """Answer for ever."""
        while True:
            for update in await self._bot.get_updates(offset=self._offset, timeout=20):
                self._offset = update.update_id + 1
                if update.message and update.message.text and "ignore" not in update.message.text:
                    for _ in range(self._times):
                        await self._bot.send_message(update.message.chat_id, update.message.text)


@asynccontextmanager
async def echoing(url: str, times: int = 1) -> AsyncIterator[None]:
    """Run such a bot until the block ends, then stop it as suddenly as a crash does."""
    bot = telegram.Bot("4242:made-up", base_url=f"{url}/bot")
    async with bot, in_background(Echo(bot, times).run()):
        yield
