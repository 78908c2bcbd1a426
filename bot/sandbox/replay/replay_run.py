"""One run of a replay: it sends many messages, each by a new customer, and records the replies.

The bot runs in another process, which may be killed and started again meanwhile: a message counts as lost
only when no reply has come `patience` seconds after it was sent. A reaction is a reply too.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.sandbox.control.control_bodies import Opening
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.replay.replay_file import ReplayLine
from bot.sandbox.server.event_feed import ChatEvent

Progress = Callable[[int, int], None]
LOOK = 5.0
# A request costs many times more than its content, so both directions go in small portions.
PORTION = 0.02


@dataclass(frozen=True, slots=True)
class ReplayPace:
    """How to send. `rate` is messages a second, with or without replies; None keeps `window` on the way.

    `patience` is the seconds after which a message without reply is lost. The run ends after `calm` seconds
    without a reply, so that second replies are seen.
    """

    rate: float | None = None
    patience: float = 60.0
    window: int = 30
    calm: float = 1.5


@dataclass(slots=True)
class Exchange:
    """A message on its way. Times are seconds since 1970 on the sandbox's clock."""

    line: ReplayLine
    customer: int
    sent_at: float
    replies: list[float] = field(default_factory=list)

    @property
    def delay(self) -> float | None:
        """Return the seconds from sending to the first reply, or None."""
        return self.replies[0] - self.sent_at if self.replies else None


class Replay:
    """One run. `progress` is called with the numbers of sent and of answered messages."""

    def __init__(self, sandbox: SandboxClient, pace: ReplayPace, progress: Progress) -> None:
        self._sandbox = sandbox
        self._pace = pace
        self._progress = progress
        self._exchanges: dict[int, Exchange] = {}
        self._early: dict[int, list[float]] = {}
        self._open: dict[int, float] = {}  # when a customer's message is given up, oldest first
        self._heard = asyncio.Event()
        self._answered = 0

    async def run(self, lines: Sequence[ReplayLine]) -> list[Exchange]:
        """Send everything and wait for the replies.

        Raises:
            SandboxError: the sandbox stopped, or refused.
        """
        since = int((await self._sandbox.status())["seq"])
        try:
            async with asyncio.TaskGroup() as group:
                listening = group.create_task(self._listen(since))
                await self._send(deque(lines))
                await self._calm()
                listening.cancel()
        except ExceptionGroup as trouble:
            raise trouble.exceptions[0] from trouble
        return list(self._exchanges.values())

    async def _send(self, waiting: deque[ReplayLine]) -> None:
        clock = asyncio.get_running_loop().time
        started = clock()
        while waiting or self._open:
            self._give_up(clock())
            room = min(self._room(clock() - started), len(waiting))
            if room > 0:
                await self._portion([waiting.popleft() for _ in range(room)], clock() + self._pace.patience)
            await self._hear(PORTION if waiting and self._pace.rate else self._next_end(clock()))

    def _room(self, elapsed: float) -> int:
        if self._pace.rate is None:
            return self._pace.window - len(self._open)
        return int(elapsed * self._pace.rate) + 1 - len(self._exchanges)

    def _next_end(self, now: float) -> float:
        return max(PORTION, next(iter(self._open.values()), now) - now)

    def _give_up(self, now: float) -> None:
        for customer in [customer for customer, end in self._open.items() if end <= now]:
            del self._open[customer]

    async def _portion(self, lines: list[ReplayLine], end: float) -> None:
        openings = [
            Opening(first_name=f"Replay {line.id}"[:64], language_code=line.language_code, text=line.text)
            for line in lines
        ]
        for line, opened in zip(lines, await self._sandbox.burst(openings), strict=True):
            self._exchanges[opened.customer] = Exchange(line, opened.customer, opened.at)
            self._open[opened.customer] = end
            for at in self._early.pop(opened.customer, []):
                self._answer(opened.customer, at)

    async def _listen(self, since: int) -> None:
        while True:
            for event in await self._sandbox.events(since, LOOK):
                since = event.seq
                if event.is_reply or event.is_reaction:
                    self._note(event)
            await asyncio.sleep(PORTION)

    def _note(self, event: ChatEvent) -> None:
        if event.chat in self._exchanges:
            self._answer(event.chat, event.at)
        else:
            # The bot was quicker than our own request, or another program has invented the customer.
            self._early.setdefault(event.chat, []).append(event.at)
        self._heard.set()

    def _answer(self, customer: int, at: float) -> None:
        exchange = self._exchanges[customer]
        exchange.replies.append(at)
        self._open.pop(customer, None)
        if len(exchange.replies) == 1:
            self._answered += 1
            self._progress(len(self._exchanges), self._answered)

    async def _hear(self, seconds: float) -> bool:
        """Wait for replies and tell whether one came in time."""
        self._heard.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._heard.wait(), seconds)
        return self._heard.is_set()

    async def _calm(self) -> None:
        while await self._hear(self._pace.calm):
            pass
