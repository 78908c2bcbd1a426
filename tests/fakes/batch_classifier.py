"""A classifier of batches that answers when a test lets it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlu.contract.errors import NluBadAnswer, NluUnavailable
from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import Understanding
from tests.fakes.classifier import INQUIRY


@dataclass(slots=True)
class ScriptedBatches:
    """Answers batches without "odd" and "deadly" in them; `gate` holds answers back until it is set."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[list[str]] = field(default_factory=list)

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        self.asked.append([text])
        return INQUIRY

    async def parse_many(self, texts: Sequence[str]) -> list[Understanding]:
        self.asked.append(list(texts))
        await self.gate.wait()
        if "odd" in texts:
            raise NluBadAnswer("no intent")
        if "deadly" in texts:
            raise NluUnavailable("ReadTimeout")
        return [INQUIRY] * len(texts)
