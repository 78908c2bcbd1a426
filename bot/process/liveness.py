"""Ends a child that runs but does not answer, so that its supervisor starts it again."""

from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)

EVERY = 5.0
"""Seconds between two checks."""


class WatchedChild(Protocol):
    """A child that can be ended. `pid` differs from run to run; None while it does not run."""

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        ...

    async def end(self) -> None:
        """End the running process."""
        ...


class LivenessWatch:
    """Checks whether a child answers, and ends it after so many checks in a row without an answer.

    Checks are counted and not seconds, so that a machine that was asleep does not count as silent. A child
    that has answered before is ended after `silent` checks, about two minutes if each times out. One that has
    not is given `starting` checks, since loading takes long on a slow machine.
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
        """Check once."""
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
            if self._child.pid == pid:  # it may have ended meanwhile
                await self._child.end()
