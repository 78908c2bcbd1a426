"""What people have begun and not ended yet."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol, TypeVar

WAIT = 0.3  # seconds, where it is full


class Paused(Protocol):
    """A plan of one who comes."""

    @property
    def pause(self) -> float:
        """Seconds before this one comes."""


Plan = TypeVar("Plan", bound=Paused)
Visit = Coroutine[None, None, None]


@dataclass
class Errands:
    """Work under way, and a door: while it is closed, nothing new comes."""

    _running: set[asyncio.Task[None]] = field(default_factory=set)
    _open: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self, work: Coroutine[None, None, None]) -> None:
        """Begin a piece of work; `close` waits for it."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def open(self) -> None:
        """Let customers come."""
        self._open.set()

    async def opened(self) -> None:
        """Wait until the door is open."""
        await self._open.wait()

    async def come(
        self, plan: Callable[[int], Plan], is_full: Callable[[], bool], live: Callable[[Plan], Visit]
    ) -> None:
        """Let people come by the plans 1, 2, …, each after its pause and once there is room."""
        for number in count(1):
            await self.opened()
            planned = plan(number)
            await asyncio.sleep(planned.pause)
            while is_full():
                await asyncio.sleep(WAIT)
            await self.opened()
            self.begin(live(planned))

    async def close(self) -> None:
        """Let no new customer come, and wait until all have done what they meant to."""
        self._open.clear()
        while self._running:
            await asyncio.gather(*self._running)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Forget what has ended well; `close` raises the error of what has not."""
        if task.cancelled() or task.exception() is None:
            self._running.discard(task)
