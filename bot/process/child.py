"""A supervised child process: restarted with growing pauses when it ends, and ended with its parent."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.timing.backoff import Backoff

log = structlog.get_logger()

# The variables that a child inherits: enough to find programs and a locale, no secrets and no database.
HARMLESS = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "SYSTEMROOT", "OPENBLAS_CORETYPE")
RESTARTS = Backoff(0.5, 30.0)


@dataclass(frozen=True, slots=True)
class Command:
    """What to run. `environment` is added to the few harmless variables that every child inherits."""

    name: str
    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SupervisionLimits:
    """Pauses between restarts, which begin again after a `good_run`, and the time to end in; in seconds."""

    backoff: Backoff = RESTARTS
    good_run: float = 60.0
    farewell: float = 4.0


class Child:
    """One supervised process. Its standard input is a pipe, which it reads to the end if the parent dies."""

    def __init__(self, command: Command, limits: SupervisionLimits = SupervisionLimits()) -> None:
        self._command = command
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """Return the process id while it runs, else None."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def supervise(self) -> None:
        """Keep the process running until cancelled; then end it."""
        failures = 0
        try:
            while True:
                started = asyncio.get_running_loop().time()
                code = await self._run_once()
                lasted = asyncio.get_running_loop().time() - started
                failures = 1 if lasted > self._limits.good_run else failures + 1
                pause = self._limits.backoff.after(failures)
                log.warning("child.ended", name=self._command.name, code=code, restart_in=pause)
                await asyncio.sleep(pause)
                self.restarts += 1
        finally:
            await asyncio.shield(self.end())

    async def end(self) -> None:
        """End the running process; a supervised one is started again."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), self._limits.farewell)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _run_once(self) -> int:
        environment = {name: os.environ[name] for name in HARMLESS if name in os.environ}
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command.arguments,
                cwd=self._command.folder,
                env={**environment, **self._command.environment},
                stdin=asyncio.subprocess.PIPE,
                # A child reports on standard error; only the parent writes to standard output.
                stdout=asyncio.subprocess.DEVNULL,
                # Ctrl-C reaches only the parent, which ends its children in order.
                start_new_session=True,
            )
        except OSError as exc:
            log.error("child.not_started", name=self._command.name, reason=str(exc))  # noqa: TRY400 - no traceback
            return -1
        log.info("child.started", name=self._command.name, pid=self._process.pid)
        return await self._process.wait()
