"""A sender that sends into a list."""

import asyncio
from dataclasses import dataclass, field

from store.models.queues import OutboxAction
from store.queues.outgoing import Outgoing

MESSAGES = (OutboxAction.SEND, OutboxAction.DOCUMENT, OutboxAction.COPY)


@dataclass(slots=True)
class ScriptedSender:
    """Sends into a list. `outcomes` are the next ends; after them every send is a success.

    `begun` has when each send began, in seconds of the loop's clock.
    """

    outcomes: list[int | Exception | None] = field(default_factory=list)
    sent: list[Outgoing] = field(default_factory=list)
    gate: asyncio.Event | None = None
    busy: asyncio.Event = field(default_factory=asyncio.Event)
    begun: list[float] = field(default_factory=list)

    async def send(self, outgoing: Outgoing) -> int | None:
        self.sent.append(outgoing)
        self.begun.append(asyncio.get_running_loop().time())
        self.busy.set()
        if self.gate is not None:
            await self.gate.wait()
        outcome = self.outcomes.pop(0) if self.outcomes else self._number(outgoing)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _number(self, outgoing: Outgoing) -> int | None:
        return 1000 + len(self.sent) if outgoing.action in MESSAGES else None

    @property
    def texts(self) -> list[str]:
        """What was sent, in order."""
        return [each.text for each in self.sent]
