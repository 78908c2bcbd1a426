"""Texts that come while the NLU server is busy share the next request: a request costs as much as a text."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from nlu.contract.errors import NluBadAnswer
from nlu.contract.understanding import Understanding

REQUESTS = 2
MOST_TOGETHER = 16


class BatchClassifier(Protocol):
    """Whoever can tell the intents of many texts at once."""

    async def parse_many(self, texts: Sequence[str]) -> list[Understanding]:
        """The intent of each text, in order.

        Raises:
            NluUnavailable: nobody answers at the moment.
            NluBadAnswer: an answer cannot be trusted, nobody knows to which text.
        """
        ...


Ended = asyncio.Future[Understanding]


class BatchingClassifier:
    """A classifier of single texts that asks for many at once where many wait.

    A text that the server cannot answer, or dies of, must not be the undoing of others: where a request for
    many fails, as many texts as it had are asked alone.
    """

    def __init__(self, classifier: BatchClassifier, requests: int = REQUESTS) -> None:
        self._classifier = classifier
        self._requests = requests
        self._queue: list[tuple[str, Ended]] = []
        self._asking: set[asyncio.Task[None]] = set()
        self._alone = 0

    async def parse(self, text: str) -> Understanding:
        """See `Classifier`."""
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
            # Nobody may wait for some of them any more.
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
