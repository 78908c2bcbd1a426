"""Pipeline step: counts n-grams of characters or words, weighted by how telling they are (TF-IDF)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.grams import character_grams, word_grams
from nlu.components.normalizer import normal_text
from nlu.components.sentence_features import attach
from nlu.components.tfidf import Tfidf


class NgramFeaturizer(GraphComponent):
    """Sparse sentence features: TF-IDF of the n-grams seen in training, sublinear and of unit length.

    `unit` is `character` or `word`, `shortest` and `longest` bound the n-grams, and an n-gram counts from
    `least_messages` training messages on.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Words and pairs of words."""
        return {"unit": "word", "shortest": 1, "longest": 2, "least_messages": 2}

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, name: str
    ) -> None:
        """A featurizer that knows no n-gram yet."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._name = name
        self._grams = _grams(config["unit"], config["shortest"], config["longest"])
        self._tfidf = Tfidf.of([], np.zeros(0, dtype=np.float32))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        """An untrained featurizer."""
        return cls(config, model_storage, resource, execution_context.node_name)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> NgramFeaturizer:
        """The featurizer as it was trained."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            grams = json.loads((folder / "grams.json").read_text(encoding="utf-8"))
            weights = np.load(folder / "weights.npy", allow_pickle=False)
        component._tfidf = Tfidf.of(grams, weights)  # noqa: SLF001 -- its own factory
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which n-grams there are and how telling each is."""
        texts = (self._grams(message) for message in training_data.training_examples)
        self._tfidf = Tfidf.fitted(texts, self._config["least_messages"])
        with self._model_storage.write_to(self._resource) as folder:
            grams = json.dumps(list(self._tfidf.columns), ensure_ascii=False)
            (folder / "grams.json").write_text(grams, encoding="utf-8")
            np.save(folder / "weights.npy", self._tfidf.weights, allow_pickle=False)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Hangs the weighted counts on each message."""
        attach(messages, self._tfidf.rows([self._grams(message) for message in messages]), self._name)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Hangs the weighted counts on each training message."""
        self.process(training_data.training_examples)
        return training_data


def _grams(unit: str, shortest: int, longest: int) -> Callable[[Message], list[str]]:
    read = {"character": _characters_of, "word": _words_of}[unit]
    return partial(read, shortest=shortest, longest=longest)


def _characters_of(message: Message, shortest: int, longest: int) -> list[str]:
    return character_grams(normal_text(message), shortest, longest)


def _words_of(message: Message, shortest: int, longest: int) -> list[str]:
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return word_grams([token.text for token in tokens], shortest, longest)
