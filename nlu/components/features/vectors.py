"""Pipeline step: places a message among sentences of similar meaning, in any language."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import GraphComponent
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.features.sentence_encoder import SentenceEncoder, encode_in_threads
from nlu.components.features.sentence_features import attach

_THREADS = min(os.cpu_count() or 1, 4)  # each has an encoder, which takes 120 MB


class SentenceVectorFeaturizer(GraphComponent):
    """512 dense sentence features of Google's Universal Sentence Encoder (multilingual, 16 languages).

    The vectors of a Chinese sentence and of its English translation lie side by side, so what is learned
    from one language helps the other.
    """

    @classmethod
    def create(cls, *_: Any, **__: Any) -> SentenceVectorFeaturizer:
        """Return a featurizer; it has nothing to learn, and its encoder's weights come with a package."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Attach the vector to each message."""
        attach(messages, shared_encoder().encode(_texts(messages)), "sentence vector")
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Attach the vector to each training message."""
        messages = training_data.training_examples
        attach(messages, encode_many(_texts(messages)), "sentence vector")
        return training_data


def encode_many(texts: list[str]) -> np.ndarray:
    """Return (texts × 512) vectors, made by every core; nothing of the encoders stays."""
    return encode_in_threads(texts, _THREADS)


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """Return the encoder of this process; it takes 120 MB, so there is one."""
    return SentenceEncoder()


def _texts(messages: list[Message]) -> list[str]:
    return [message.get(TEXT) or "" for message in messages]
