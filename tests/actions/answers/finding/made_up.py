"""Entries and an encoder that are made up for tests of finding."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from zlib import crc32

import numpy as np

from actions.answers.entry import Entry, Wording
from actions.answers.finding.metric import Metric
from actions.answers.finding.sentence_vectors import SentenceVectors
from actions.answers.finding.text_encoder import Vectors
from actions.answers.finding.words import terms
from nlu.contract.errors import VectorsUnavailable
from nlu.contract.labels import Language

WIDTH = 64


def entry(
    key: str,
    *questions: str,
    language: Language = Language.EN,
    outlet: str | None = None,
    starts: date | None = None,
    ends: date | None = None,
    number: int | None = None,
) -> Entry:
    """Return an entry with one wording."""
    wording = Wording(language, questions[0], tuple(questions[1:]), f"answer of {key}")
    return Entry(number or crc32(key.encode()), key, 1, (wording,), outlet, starts, ends)


class TermEncoder:
    """Adds up a fixed direction for each term; counts the texts it is given."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.is_down = False
        self.is_open = False

    async def close(self) -> None:
        """Note that it was closed."""
        self.is_open = False

    async def encode(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of texts that share terms near each other."""
        if self.is_down:
            raise VectorsUnavailable("made up")
        self.texts += texts
        self.is_open = True
        return np.array([_direction(text) for text in texts], np.float32).reshape(len(texts), WIDTH)


class MemoryStore(dict[str, Vectors]):
    """Keeps vectors in memory."""

    def read(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
        """Return the vectors that are known."""
        return {text: self[text] for text in texts if text in self}

    def write(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors."""
        self.update(vectors)


def plain_metric() -> Metric:
    """Return a metric that leaves vectors as they are but for their length."""
    means = {each: np.zeros(WIDTH, np.float32) for each in Language}
    return Metric((WIDTH,), means, np.eye(WIDTH, dtype=np.float32), np.zeros((1, WIDTH), np.float32), 1, 0)


def sentence_vectors(encoder: TermEncoder, store: MemoryStore | None = None) -> SentenceVectors:
    """Return vectors from the made-up encoder."""
    return SentenceVectors(encoder, plain_metric(), MemoryStore() if store is None else store)


def _direction(text: str) -> Vectors:
    return np.asarray(sum(_drawn(term) * times for term, times in terms(text.lower()).items()))


def _drawn(term: str) -> Vectors:
    return np.random.default_rng(crc32(term.encode())).standard_normal(WIDTH).astype(np.float32)


def numbered(count: int) -> Iterator[Entry]:
    """Yield entries about different things, with two questions each."""
    for number in range(count):
        thing = f"{chr(97 + number % 26) * 4}{number}"
        yield entry(thing, f"where is the {thing}", f"looking for {thing} please", number=number + 1)
