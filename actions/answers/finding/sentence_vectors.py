"""Projected vectors of texts: from the cache, or from the encoder."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from actions.answers.finding.metric import Metric
from actions.answers.finding.text_encoder import TextEncoder, Vectors
from nlu.contract.labels import Language

ASKED_LAST = 8  # questions: a search at two places, or in two ways, encodes a question once
AT_ONCE = 4  # texts a call, so that a customer's question is soon next, also on a busy machine


class VectorStore(Protocol):
    """Keeps vectors by text. Both methods may take long, and are called in a thread."""

    def read(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
        """Return the vectors that are known."""
        ...

    def write(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors."""
        ...


class SentenceVectors:
    """Vectors whose products are similarities."""

    def __init__(self, encoder: TextEncoder, metric: Metric, store: VectorStore) -> None:
        self._encoder = encoder
        self._metric = metric
        self._store = store
        self._asked: dict[str, Vectors] = {}

    async def close(self) -> None:
        """Let go of the encoder until the next text."""
        await self._encoder.close()

    async def wake(self) -> None:
        """Let the encoder start, so that no customer waits for that.

        Raises:
            VectorsUnavailable: it cannot start now.
        """
        await self._encoder.encode([])

    async def of_question(self, text: str, language: Language) -> Vectors:
        """Return the vector of a customer's question, which is kept in memory only, for a moment.

        Raises:
            VectorsUnavailable: the encoder gives none now.
        """
        tagged = _tagged(text, language)
        if (known := self._asked.get(tagged)) is not None:
            return known
        vector = np.asarray(self._metric.project(await self._encoder.encode([text]), language)[0])
        self._asked = {**dict(list(self._asked.items())[-ASKED_LAST:]), tagged: vector}
        return vector

    async def known(self, texts: Sequence[str], language: Language) -> Mapping[str, Vectors]:
        """Return the vectors that need no encoding, by text."""
        stored = await asyncio.to_thread(self._store.read, [_tagged(text, language) for text in texts])
        return {text.partition("\t")[2]: vector for text, vector in stored.items()}

    async def known_or_encoded(self, texts: Sequence[str], language: Language) -> Mapping[str, Vectors]:
        """Return the vectors of texts; those that are not known are encoded and stored.

        Raises:
            VectorsUnavailable: the encoder gives none now.
        """
        stored = await self.known(texts, language)
        return {**stored, **await self.encode([text for text in texts if text not in stored], language)}

    async def encode(self, texts: Sequence[str], language: Language) -> Mapping[str, Vectors]:
        """Return the vectors of texts, and store them.

        Raises:
            VectorsUnavailable: the encoder gives none now; those before stay stored.
        """
        found: dict[str, Vectors] = {}
        for first in range(0, len(texts), AT_ONCE):
            chosen = texts[first : first + AT_ONCE]
            projected = self._metric.project(await self._encoder.encode(chosen), language)
            new = dict(zip(chosen, projected, strict=True))
            tagged = {_tagged(text, language): vector for text, vector in new.items()}
            await asyncio.to_thread(self._store.write, tagged)
            found.update(new)
        return found


def _tagged(text: str, language: Language) -> str:
    """A text is centred by its language, so the same letters in two languages have two vectors."""
    return f"{language.value}\t{text}"
