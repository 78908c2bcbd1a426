"""What of a sentence vector tells questions of customers apart.

An encoder of everyday language puts all questions to a shop close together. The metric was trained on
authored questions in topics (`metric_training`): it weakens directions in which wordings of one topic differ,
keeps those in which topics differ, and adds how much a question resembles each topic. What it does not know
stays comparable by the first part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from actions.answers.finding.text_encoder import Vectors
from nlu.contract.labels import Language

EPSILON = 1e-9


@dataclass(frozen=True)
class Metric:
    """`parts` are the widths of the encoders' vectors, which are centred and scaled one by one."""

    parts: tuple[int, ...]
    means: Mapping[Language, Vectors]
    directions: Vectors  # (width × kept)
    topics: Vectors  # (topics × kept), of length 1
    sharpness: float
    topic_share: float

    def project(self, vectors: Vectors, language: Language) -> Vectors:
        """Return vectors whose products are similarities: 1 is equal, 0 unrelated."""
        kept = unit(self.centred(vectors, language) @ self.directions)
        near = self.sharpness * (kept @ self.topics.T)
        chances = np.exp(near - near.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        whole = np.hstack([kept, np.sqrt(self.topic_share * chances)])
        return np.asarray(whole / np.sqrt(1 + self.topic_share), np.float32)

    def centred(self, vectors: Vectors, language: Language) -> Vectors:
        """Return vectors without what all texts of a language share, each part of length 1."""
        edges = np.cumsum(self.parts)[:-1]
        return np.hstack([unit(part) for part in np.split(vectors - self.means[language], edges, axis=1)])

    @cached_property
    def name(self) -> str:
        """A name that changes with the content."""
        return f"{crc32(self.directions.tobytes() + self.topics.tobytes()):08x}"

    @classmethod
    def load(cls, file: Path) -> "Metric":
        """Read what `save` has written."""
        with np.load(file, allow_pickle=False) as stored:
            return cls(
                parts=tuple(int(width) for width in stored["parts"]),
                means={each: stored[f"mean_{each.value}"].astype(np.float32) for each in Language},
                directions=stored["directions"].astype(np.float32),
                topics=stored["topics"].astype(np.float32),
                sharpness=float(stored["sharpness"]),
                topic_share=float(stored["topic_share"]),
            )

    def save(self, file: Path) -> None:
        """Write it in half precision, which changes similarities in the third digit at most."""
        numbers: dict[str, Any] = {
            "parts": np.array(self.parts),
            "directions": self.directions.astype(np.float16),
            "topics": self.topics.astype(np.float16),
            "sharpness": np.array(self.sharpness),
            "topic_share": np.array(self.topic_share),
        }
        means: dict[str, Any] = {
            f"mean_{each.value}": self.means[each].astype(np.float16) for each in Language
        }
        np.savez_compressed(file, **numbers, **means)


def unit(rows: NDArray[np.float32]) -> Vectors:
    """Return rows of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, EPSILON), np.float32)
