"""A source of updates that answers from a script."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

Answer = list[Any] | Exception


@dataclass(slots=True)
class ScriptedSource:
    """A source that answers what it was told to, then waits for ever."""

    answers: list[Answer]
    offsets: list[int | None] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)
    webhooks_forgotten: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def forget_webhook(self) -> None:
        self.webhooks_forgotten += 1

    async def fetch(self, offset: int | None, limit: int, wait: int) -> list[Any]:
        self.offsets.append(offset)
        self.waits.append(wait)
        if not self.answers:
            self.done.set()
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer
