"""A supervised child: started again with growing pauses when it ends, and never outliving us."""

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

# What a child may see of our environment: enough to find programs and words, no secrets, no database.
HARMLESS = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "SYSTEMROOT", "OPENBLAS_CORETYPE")
RESTARTS = Backoff(0.5, 30.0)


@dataclass(frozen=True, slots=True)
class Command:
    """What to run. `environment` comes on top of the few harmless variables that every child gets."""

    name: str
    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SupervisionLimits:
    """Pauses between restarts, counted anew after a `good_run`, and the time to end in; in seconds."""

    backoff: Backoff = RESTARTS
    good_run: float = 60.0
    farewell: float = 4.0


class Child:
    """One supervised process. Its standard input is a pipe: when we die, it reads the end and stops."""

    def __init__(self, command: Command, limits: SupervisionLimits = SupervisionLimits()) -> None:
        self._command = command
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def supervise(self) -> None:
        """Keep the process running until this is cancelled; then end it."""
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
        """End the process that runs; while it is supervised, it is started again."""
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
                # What a child has to say to us comes on standard error; we say ourselves where things are.
                stdout=asyncio.subprocess.DEVNULL,
                # Ctrl-C reaches only us; we end our children in order.
                start_new_session=True,
            )
        except OSError as exc:
            log.error("child.not_started", name=self._command.name, reason=str(exc))  # noqa: TRY400 - no traceback
            return -1
        log.info("child.started", name=self._command.name, pid=self._process.pid)
        return await self._process.wait()
