"""The connection to a Bot API server."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.request import BaseRequest

from bot.telegram.http_calls import READ, TelegramCalls
from bot.telegram.send_errors import NotNow, receiving
from store.models.address import Address

CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """Who the bot is: its account and its name without the @."""

    address: Address
    username: str


class HuifangBot(Bot):
    """The library's bot, which can also return updates as they came.

    The library's `get_updates` makes objects of them: fields that Telegram adds later would be lost before
    they are stored, and one update that the library cannot read would block all others.
    """

    __slots__ = ("_polling",)

    def __init__(self, token: str, api: str, *, polling: BaseRequest, calling: BaseRequest) -> None:
        super().__init__(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=calling,
            get_updates_request=polling,
        )
        self._polling = polling

    def __repr__(self) -> str:
        """Without the token, which the library shows."""
        return type(self).__name__

    async def identify(self) -> BotIdentity:
        """Ask Telegram for the bot's identity.

        Raises:
            TokenRefused, NotNow: see `bot.telegram.send_errors`.
        """
        with receiving():
            user = await self.get_me()
        return BotIdentity(Address(user.id), user.username or "")

    async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
        """Raw updates from `offset` on, which confirms all before it; Telegram waits `wait` seconds for one.

        Raises:
            TokenRefused, PolledElsewhere, NotNow: see `bot.telegram.send_errors`.
        """
        asked = {"limit": limit, "timeout": wait, "allowed_updates": "[]"}
        if offset is not None:
            asked["offset"] = offset
        url = f"{self.base_url}/getUpdates?{urlencode(asked)}"
        updates: object
        with receiving():
            updates = await self._polling.post(url, read_timeout=wait + READ)
        if not isinstance(updates, list):
            raise NotNow("odd answer")
        return updates

    async def deliver_to(self, address: str, secret: str) -> None:
        """Set the webhook to a public address, with the secret in a header; this ends polling.

        Raises:
            TokenRefused, NotNow: see `bot.telegram.send_errors`.
        """
        with receiving():
            await self.set_webhook(
                address, secret_token=secret, allowed_updates=[], drop_pending_updates=False
            )

    async def forget_webhook(self) -> None:
        """Delete the webhook, which forbids polling; waiting updates are kept.

        Raises:
            TokenRefused, NotNow: see `bot.telegram.send_errors`.
        """
        with receiving():
            await self.delete_webhook(drop_pending_updates=False)


@asynccontextmanager
async def connected(token: str, api: str, proxy: str | None = None) -> AsyncIterator[HuifangBot]:
    """A bot at the Bot API server with this address, such as `http://127.0.0.1:9000`, by way of a proxy."""
    # Without this, the library logs a warning about its next version whenever Telegram asks to wait.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    polling, calling = TelegramCalls(api, proxy, connections=2), TelegramCalls(api, proxy, CONNECTIONS)
    try:
        yield HuifangBot(token, api, polling=polling, calling=calling)
    finally:
        await polling.shutdown()
        await calling.shutdown()
