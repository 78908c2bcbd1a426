"""A classifier that is away, odd or sure as a test wants it."""

import asyncio
from dataclasses import dataclass, field

from nlu.contract.errors import NluBadAnswer, NluUnavailable
from nlu.contract.labels import Intent
from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import Understanding

INQUIRY = Understanding(Intent.INQUIRY, 0.9, ((Intent.INQUIRY, 0.9),), "made-up")


@dataclass(slots=True)
class ScriptedClassifier:
    """Takes everything for an inquiry; `away` makes it unavailable, texts with "odd" get an odd answer."""

    away: bool = False
    hopeless: str = "\x00"
    asked: list[str] = field(default_factory=list)
    refused: asyncio.Event = field(default_factory=asyncio.Event)

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        self.asked.append(text)
        await asyncio.sleep(0)
        if self.away or self.hopeless in text:
            self.refused.set()
            raise NluUnavailable("ConnectError")
        if "odd" in text:
            raise NluBadAnswer("no intent")
        return INQUIRY
