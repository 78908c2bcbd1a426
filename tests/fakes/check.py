"""Checks that are well, not well, or never answer."""

import asyncio
from dataclasses import dataclass

from bot.api.health import NotReady


@dataclass
class ScriptedCheck:
    """A check that says what it was told to say."""

    name: str
    reason: str = ""

    async def require(self) -> None:
        if self.reason:
            raise NotReady(self.reason)


class HangingCheck:
    """A check that never answers."""

    name = "hanging"

    async def require(self) -> None:
        await asyncio.Event().wait()
