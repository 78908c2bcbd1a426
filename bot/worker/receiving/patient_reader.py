"""Classifying texts with patience: a short absence of the NLU server is waited for, a long one is not."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from actions.turn.reading import Classifier, NotUnderstood, Reading, Why
from bot.worker.receiving.nlu_watch import nlu_answers
from nlu.contract.errors import NluBadAnswer, NluUnavailable
from nlu.contract.talk_state import TalkState
from nlu.contract.text import classifiable

log = structlog.get_logger(__name__)

AT_ONCE = 32
ATTEMPTS = 3


class PatientReader:
    """Asks the NLU server, and waits up to `patience` seconds for it while it is away.

    If it is away for longer, every text is given up at once until the server answers again, which is tried
    every `pause` seconds. `waits` is called when a text begins to wait, `returned` when the server is back;
    `waiting` is how many texts wait.
    """

    def __init__(
        self,
        classifier: Classifier,
        patience: float,
        *,
        waits: Callable[[], None],
        returned: Callable[[], None],
        pause: float = 0.25,
    ) -> None:
        self.waiting = 0
        self._classifier = classifier
        self._patience = patience
        self._waits = waits
        self._returned = returned
        self._pause = pause
        # More requests would only wait for each other, and fail together if the server goes away.
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._back = asyncio.Event()
        self._away_since: float | None = None
        self._probing: asyncio.Task[None] | None = None

    @property
    def away(self) -> bool:
        """Return whether the server did not answer when it was last asked."""
        return self._away_since is not None

    async def read(self, text: str, state: TalkState | None = None) -> Reading:
        """Return what a text means, or why that is not known. A text without anything to read is not sent."""
        if not classifiable(text):
            return NotUnderstood(Why.ODD_ANSWER)
        for _ in range(ATTEMPTS):
            if not await self._is_there():
                return NotUnderstood(Why.UNAVAILABLE)
            try:
                async with self._turns:
                    return await self._classifier.parse(text, state)
            except NluBadAnswer as exc:
                log.warning("odd answer of the NLU server", reason=exc.reason)
                return NotUnderstood(Why.ODD_ANSWER)
            except NluUnavailable as exc:
                self._note_absence(exc.reason)
        # The server answered other texts meanwhile: it cannot answer this one, now or later.
        return NotUnderstood(Why.ODD_ANSWER)

    async def close(self) -> None:
        """Stop probing the server."""
        if self._probing is not None:
            self._probing.cancel()
            with suppress(asyncio.CancelledError):
                await self._probing

    async def _is_there(self) -> bool:
        if self._away_since is None:
            return True
        left = self._away_since + self._patience - asyncio.get_running_loop().time()
        if left <= 0:
            return False
        self.waiting += 1
        self._waits()
        try:
            async with asyncio.timeout(left):
                await self._back.wait()
        except TimeoutError:
            return False
        finally:
            self.waiting -= 1
        return True

    def _note_absence(self, reason: str) -> None:
        if self._away_since is None:
            log.warning("the NLU server is away", reason=reason)
            self._away_since = asyncio.get_running_loop().time()
            self._back.clear()
            self._probing = asyncio.create_task(self._probe())

    async def _probe(self) -> None:
        while True:
            await asyncio.sleep(self._pause)
            if await nlu_answers(self._classifier):
                break
        log.info("the NLU server is back")
        self._away_since = None
        self._back.set()
        self._returned()
