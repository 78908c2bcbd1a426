"""Pipeline step: how positive and negative the words of a message are."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.lexicon import WIDTH, chinese_lexicon, feelings
from nlu.components.sentence_features import attach


class SentimentFeaturizer(GraphComponent):
    """Dense sentence features from the lexica. The Chinese one is copied into the model at training."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, name: str, chinese: dict[str, float]
    ) -> None:
        """A featurizer that reads Chinese words off the given lexicon."""
        self._model_storage = model_storage
        self._resource = resource
        self._name = name
        self._chinese = chinese

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentimentFeaturizer:
        """A featurizer with the lexicon of the installed library."""
        return cls(model_storage, resource, execution_context.node_name, chinese_lexicon())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> SentimentFeaturizer:
        """The featurizer with the lexicon that it was trained with."""
        with model_storage.read_from(resource) as folder:
            chinese = json.loads((folder / "chinese.json").read_text(encoding="utf-8"))
        return cls(model_storage, resource, execution_context.node_name, chinese)

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the lexicon with the model, so that a later library cannot change what it says."""
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "chinese.json").write_text(
                json.dumps(self._chinese, ensure_ascii=False), encoding="utf-8"
            )
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Hangs the scores on each message."""
        rows = np.empty((len(messages), WIDTH), dtype=np.float32)
        for position, message in enumerate(messages):
            found = [token.text for token in message.get(TOKENS_NAMES[TEXT]) or []]
            rows[position] = feelings(message.get(TEXT) or "", found, self._chinese)
        attach(messages, rows, self._name)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Hangs the scores on each training message."""
        self.process(training_data.training_examples)
        return training_data
