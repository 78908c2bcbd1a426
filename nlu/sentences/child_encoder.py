"""The encoders in a child process: their memory and their arithmetic stay out of the application."""

import asyncio
import json
import logging
import os
import sys
import time
from asyncio import StreamReader
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.contract.errors import VectorsUnavailable
from nlu.sentences.encoders import HEADER

ROOT = Path(__file__).resolve().parents[2]
SERVE = (sys.executable, "-m", "nlu.sentences.encoding_process")
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
# One thread: more would take the processor from the talk, and a text has little to share out.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
PAUSE = 60.0  # seconds until a child that has ended is started again
DEADLINE = 60.0  # seconds for one call, with the start of the child; one that takes longer hangs
LONGEST_LINE = 300  # characters of what the child complains about
MOST_AT_ONCE = 4096  # bytes of it

log = logging.getLogger(__name__)


class ChildEncoder:
    """Starts the child with the first text, again some time after it has ended, and at once where it hung."""

    def __init__(
        self,
        command: Sequence[str] = SERVE,
        *,
        clock: Callable[[], float] = time.monotonic,
        deadline: float = DEADLINE,
    ) -> None:
        self._command = tuple(command)
        self._clock = clock
        self._deadline = deadline
        self._listening: asyncio.Task[None] | None = None
        self._child: Process | None = None
        self._failed_at: float | None = None
        self._turn = asyncio.Lock()

    async def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (texts × width) vectors. A caller that stops waiting does not disturb the next one.

        Raises:
            VectorsUnavailable: the child cannot be started, has ended, or hangs.
        """
        asked = asyncio.ensure_future(self._in_turn(texts))
        asked.add_done_callback(_take_failure)
        return await asyncio.shield(asked)

    async def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None and child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        if self._listening is not None:
            await self._listening

    async def _in_turn(self, texts: Sequence[str]) -> NDArray[np.float32]:
        async with self._turn:
            if self._failed_at is not None and self._clock() < self._failed_at + PAUSE:
                raise VectorsUnavailable("the encoder has failed a moment ago")
            try:
                async with asyncio.timeout(self._deadline):
                    vectors = await self._asked(texts)
            except TimeoutError as exc:
                await self.close()
                raise VectorsUnavailable(f"the encoder gave nothing in {self._deadline} seconds") from exc
            except (OSError, asyncio.IncompleteReadError) as exc:
                self._failed_at = self._clock()
                await self.close()
                raise VectorsUnavailable(f"the encoder ended: {type(exc).__name__}") from exc
            self._failed_at = None
            return vectors

    async def _asked(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._child is None:
            self._child = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=ROOT, env=_environment()
            )
            self._listening = asyncio.create_task(_log_lines(self._child.stderr))
        child = self._child
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 -- both are pipes
        child.stdin.write(json.dumps(list(texts)).encode() + b"\n")
        await child.stdin.drain()
        rows, width = HEADER.unpack(await child.stdout.readexactly(HEADER.size))
        numbers = await child.stdout.readexactly(rows * width * np.dtype(np.float32).itemsize)
        return np.frombuffer(numbers, np.float32).reshape(rows, width)


def _take_failure(asked: asyncio.Future[NDArray[np.float32]]) -> None:
    """Let a failure be no news where the caller has stopped waiting."""
    if not asked.cancelled():
        asked.exception()


async def _log_lines(complaints: StreamReader | None) -> None:
    """Log what the child complains about until it ends: why it cannot start, or the place of an error."""
    while complaints is not None and (said := await complaints.read(MOST_AT_ONCE)):
        for line in said.decode(errors="replace").splitlines():
            log.warning("the encoder says: %s", line[:LONGEST_LINE])


def _environment() -> dict[str, str]:
    """Return the variables that the child gets: no secrets and no database."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | ONE_THREAD
