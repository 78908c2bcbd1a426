"""Rasa's Telegram channel with another address for the Bot API; nothing else of it is changed.

It runs in Rasa's environment, and the peer's `credentials.yml` names it.
"""

import asyncio

from aiogram.bot.api import TelegramAPIServer
from rasa.core.channels.telegram import TelegramInput, TelegramOutput


class SandboxTelegram(TelegramInput):
    """`api` is the address of the Bot API server, such as http://127.0.0.1:9000."""

    api = ""

    @classmethod
    def from_credentials(cls, credentials):
        """Return the channel with the address from the credentials."""
        channel = super().from_credentials(credentials)
        channel.api = credentials["api"]
        return channel

    def get_output_channel(self):
        """Return the channel's output with the other address."""
        output = TelegramOutput(self.access_token)
        output.server = TelegramAPIServer.from_base(self.api)
        asyncio.run(_announce(output, self.webhook_url))
        return output


async def _announce(output, url):
    """Set the webhook and close the session, which this version of aiogram keeps beyond its event loop."""
    await output.set_webhook(url=url)
    await output.session.close()
