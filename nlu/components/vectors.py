"""Pipeline step: places a message among sentences of similar meaning, whatever its language."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.encoding import encoded
from nlu.components.process_pool import WORTHWHILE
from nlu.components.sentence_encoder import SentenceEncoder
from nlu.components.sentence_features import attach


class SentenceVectorFeaturizer(GraphComponent):
    """512 dense sentence features of Google's Universal Sentence Encoder (multilingual, 16 languages).

    The vectors of a Chinese sentence and of its English translation lie side by side, so what is learned
    from one language helps the other.
    """

    def __init__(self, name: str, encoder: SentenceEncoder | None = None) -> None:
        """A featurizer; the encoder's weights come with its package."""
        self._name = name
        self._given = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectorFeaturizer:
        """A featurizer for training, where other processes may do the work."""
        return cls(execution_context.node_name)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> SentenceVectorFeaturizer:
        """A featurizer that is ready for customers' messages; nothing of it is in the model."""
        return cls(execution_context.node_name, SentenceEncoder())

    @cached_property
    def _encoder(self) -> SentenceEncoder:
        return self._given or SentenceEncoder()

    def process(self, messages: list[Message]) -> list[Message]:
        """Hangs the vector on each message."""
        attach(messages, self._encoder.encode(_texts(messages)), self._name)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Hangs the vector on each training message."""
        messages = training_data.training_examples
        if len(messages) < WORTHWHILE:
            self.process(messages)
        else:
            attach(messages, encoded(_texts(messages)), self._name)
        return training_data


def _texts(messages: list[Message]) -> list[str]:
    return [message.get(TEXT) or "" for message in messages]
