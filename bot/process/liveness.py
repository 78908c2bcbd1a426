"""A child that runs but does not answer is ended, so that its supervisor starts it again."""

from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)

EVERY = 5.0
"""Seconds between two looks."""


class WatchedChild(Protocol):
    """A child that can be ended. `pid` tells one run of it from the next; None while it does not run."""

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        ...

    async def end(self) -> None:
        """End the process that runs."""
        ...


class LivenessWatch:
    """Looks whether a child answers, and ends it after so many looks in a row without an answer.

    Looks are counted, not seconds: a machine that has slept has not been silent. `silent` of them, about two
    minutes where each waits for an answer in vain, are enough for a child that has answered before;
    `starting` are left to one that has not, since it loads for long on a slow machine.
    """

    def __init__(
        self,
        child: WatchedChild,
        answers: Callable[[], Awaitable[bool]],
        *,
        silent: int = 16,
        starting: int = 120,
    ) -> None:
        self._child = child
        self._answers = answers
        self._silent = silent
        self._starting = starting
        self._pid: int | None = None
        self._has_answered = False
        self._missed = 0

    async def look(self) -> None:
        """Look once."""
        pid = self._child.pid
        if pid != self._pid:
            self._pid, self._has_answered, self._missed = pid, False, 0
        if pid is None:
            return
        if await self._answers():
            self._has_answered, self._missed = True, 0
            return
        self._missed += 1
        if self._missed >= (self._silent if self._has_answered else self._starting):
            log.error("child.silent", pid=pid, looks=self._missed)
            self._missed = 0
            if self._child.pid == pid:  # it may have ended by itself meanwhile
                await self._child.end()
