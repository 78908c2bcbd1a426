"""What happens in all chats of the sandbox, read by one request at a time for all talks together."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent, EventKind, Side
from tests.background import in_background

POLL = 10.0
NOT_HEARD = (EventKind.ACTION, EventKind.MEMBER)


class EventLog:
    """The events by chat. `newest` is when something of the bot came in a chat, on the loop's clock."""

    def __init__(self, sandbox: SandboxClient) -> None:
        self._sandbox = sandbox
        self._events: dict[int, list[ChatEvent]] = defaultdict(list)
        self.newest: dict[int, float] = {}

    @classmethod
    @asynccontextmanager
    async def of(cls, sandbox: SandboxClient) -> AsyncIterator["EventLog"]:
        """Follow the chats as long as the block lasts."""
        log = cls(sandbox)
        async with in_background(log._follow()):
            yield log

    def mark(self, chat: int) -> int:
        """How many events the chat has."""
        return len(self._events[chat])

    def heard(self, chat: int, since: int = 0) -> list[ChatEvent]:
        """What the bot did in a chat after a mark, without "is typing"."""
        events = self._events[chat][since:]
        return [each for each in events if each.by is Side.BOT and each.kind not in NOT_HEARD]

    async def _follow(self) -> None:
        seen = 0
        while True:
            for event in await self._sandbox.events(seen, POLL):
                seen = event.seq
                self._events[event.chat].append(event)
                if event.by is Side.BOT:
                    self.newest[event.chat] = asyncio.get_running_loop().time()
