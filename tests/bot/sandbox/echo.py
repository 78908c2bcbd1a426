"""A bot that repeats the texts of customers, for tests of the parts around a bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import telegram

from tests.background import in_background


class Echo:
    """Answers each text `times` times; it ignores those that contain "ignore", and reacts to "thanks"."""

    def __init__(self, bot: telegram.Bot, times: int = 1) -> None:
        self._bot = bot
        self._times = times
        self._offset = 0

    async def run(self) -> None:
        """Answer for ever."""
        while True:
            for update in await self._bot.get_updates(offset=self._offset, timeout=20):
                self._offset = update.update_id + 1
                if update.message and update.message.text:
                    await self._answer(update.message, update.message.text)

    async def _answer(self, message: telegram.Message, text: str) -> None:
        if "thanks" in text:
            await self._bot.set_message_reaction(message.chat_id, message.message_id, "👌")
        elif "ignore" not in text:
            for _ in range(self._times):
                await self._bot.send_message(message.chat_id, text)


@asynccontextmanager
async def echoing(url: str, times: int = 1) -> AsyncIterator[None]:
    """Run such a bot until the block ends, then stop it as suddenly as a crash does."""
    bot = telegram.Bot("4242:made-up", base_url=f"{url}/bot")
    async with bot, in_background(Echo(bot, times).run()):
        yield
