"""Texts that arrive while the NLU server is busy share the next request, which costs as much as a text."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from nlu.contract.errors import NluBadAnswer
from nlu.contract.talk_state import LastWords, TalkState
from nlu.contract.understanding import Understanding

REQUESTS = 2
MOST_TOGETHER = 16
# What was said last that tells how a short answer is meant.
TELLING = (LastWords.YES_NO_QUESTION, LastWords.OPEN_QUESTION, LastWords.SURVEY)


class BatchClassifier(Protocol):
    """Classifies many texts in one request, or one with the state of its talk."""

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        """See `Classifier`."""
        ...

    async def parse_many(self, texts: Sequence[str]) -> list[Understanding]:
        """Return the intent of each text, in order.

        Raises:
            NluUnavailable: the server does not answer at the moment.
            NluBadAnswer: one of the answers cannot be trusted, and it is not known which.
        """
        ...


Ended = asyncio.Future[Understanding]


class BatchingClassifier:
    """A classifier of single texts that asks for many at once if many wait.

    A text that the server cannot answer, or that makes it crash, must not affect others: after a request for
    many fails, as many texts as it had are asked one by one.
    """

    def __init__(self, classifier: BatchClassifier, requests: int = REQUESTS) -> None:
        self._classifier = classifier
        self._requests = requests
        self._queue: list[tuple[str, Ended]] = []
        self._asking: set[asyncio.Task[None]] = set()
        self._alone = 0

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        """See `Classifier`. A text whose meaning depends on the talk is asked alone."""
        if state is not None and (state.has_matter or state.said in TELLING):
            return await self._classifier.parse(text, state)
        ended: Ended = asyncio.get_running_loop().create_future()
        self._queue.append((text, ended))
        if len(self._asking) < self._requests:
            asking = asyncio.create_task(self._ask())
            self._asking.add(asking)
            asking.add_done_callback(self._asking.discard)
        return await ended

    async def _ask(self) -> None:
        while self._queue:
            many = 1 if self._alone else MOST_TOGETHER
            self._alone = max(self._alone - 1, 0)
            batch = self._queue[:many]
            del self._queue[:many]
            # Callers of some of them may have given up.
            await self._answer([each for each in batch if not each[1].done()])

    async def _answer(self, batch: Sequence[tuple[str, Ended]]) -> None:
        if not batch:
            return
        try:
            answers = await self._classifier.parse_many([text for text, _ in batch])
        except Exception as exc:
            if len(batch) > 1:
                self._alone += len(batch)
                if isinstance(exc, NluBadAnswer):
                    self._queue = [*batch, *self._queue]
                    return
            for _, ended in batch:
                if not ended.done():
                    ended.set_exception(exc)
        else:
            for (_, ended), answer in zip(batch, answers, strict=True):
                if not ended.done():
                    ended.set_result(answer)
