"""Pipeline step: counts n-grams of characters or words, weighted by how telling they are (TF-IDF)."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.features.sentence_features import attach
from nlu.components.features.tfidf import Tfidf, character_grams, word_grams
from nlu.components.words.normalizer import normal_text

_AT_ONCE = 1_000  # the n-grams of all training messages would take a gigabyte


class NgramFeaturizer(GraphComponent):
    """Sparse sentence features: TF-IDF of the n-grams seen in training, sublinear and of unit length.

    `unit` is `character` or `word`, `shortest` and `longest` bound the n-grams, and an n-gram counts from
    `least_messages` training messages on.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return a configuration for words and pairs of words."""
        return {"unit": "word", "shortest": 1, "longest": 2, "least_messages": 2}

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, tfidf: Tfidf
    ) -> None:
        """Make a featurizer that knows the n-grams of `tfidf`."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._tfidf = tfidf

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, **_: Any
    ) -> NgramFeaturizer:
        """Return a featurizer that knows no n-gram yet."""
        return cls(config, model_storage, resource, Tfidf.of([], np.zeros(0, dtype=np.float32)))

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, **_: Any
    ) -> NgramFeaturizer:
        """Return the featurizer as it was trained."""
        with model_storage.read_from(resource) as folder:
            grams = json.loads((folder / "grams.json").read_text(encoding="utf-8"))
            weights = np.load(folder / "weights.npy", allow_pickle=False)
        return cls(config, model_storage, resource, Tfidf.of(grams, weights))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which n-grams there are and how telling each is."""
        texts = map(self._grams, training_data.training_examples)
        tfidf = Tfidf.fitted(texts, self._config["least_messages"])  # not kept: what counts them loads it
        with self._model_storage.write_to(self._resource) as folder:
            grams = json.dumps(list(tfidf.columns), ensure_ascii=False)
            (folder / "grams.json").write_text(grams, encoding="utf-8")
            np.save(folder / "weights.npy", tfidf.weights, allow_pickle=False)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Attach the weighted counts to each message."""
        for start in range(0, len(messages), _AT_ONCE):
            some = messages[start : start + _AT_ONCE]
            attach(some, self._tfidf.rows([self._grams(message) for message in some]), self._config["unit"])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Attach the weighted counts to each training message, whose words nothing needs any more."""
        self.process(training_data.training_examples)
        if self._config["unit"] == "word":
            for message in training_data.training_examples:
                message.data.pop(TOKENS_NAMES[TEXT], None)  # of all messages, they take 150 MB
        return training_data

    def _grams(self, message: Message) -> list[str]:
        lengths = self._config["shortest"], self._config["longest"]
        if self._config["unit"] == "character":
            return character_grams(normal_text(message), *lengths)
        tokens = message.get(TOKENS_NAMES[TEXT]) or []
        return word_grams([token.text for token in tokens], *lengths)
