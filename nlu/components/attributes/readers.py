"""Pipeline steps: say whether a text is urgent, and what it speaks of."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from rasa.engine.graph import GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.attributes.flags import FlagModel, Threshold, at_best_f1, at_recall, fit_flags, rows_of
from nlu.contract.labels import Aspect

URGENT = "urgent"
ASPECTS = "aspects"


class FlagReader(IntentClassifier, GraphComponent):
    """Learns flags from the messages that carry the attribute `name`; without such it sets nothing."""

    name = ""
    threshold: Threshold = staticmethod(at_best_f1)
    others = 0  # so many messages with an intent teach what is ordinary

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, model: FlagModel | None = None
    ) -> None:
        """Make a reader; without `model` it knows nothing yet."""
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(cls, model_storage: ModelStorage, resource: Resource, **_: Any) -> FlagReader:
        """Return an untrained reader."""
        return cls(model_storage, resource)

    @classmethod
    def load(cls, model_storage: ModelStorage, resource: Resource, **_: Any) -> FlagReader:
        """Return the reader as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, FlagModel.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the messages that carry the attribute."""
        messages = [one for one in training_data.training_examples if one.get(self.name) is not None]
        with self._model_storage.write_to(self._resource) as folder:
            if messages:
                rows, han = rows_of(messages)
                ordinary = training_data.intent_examples
                chance = random.Random(0)  # noqa: S311 -- no secret
                others = rows_of(chance.sample(ordinary, min(self.others, len(ordinary))))[0]
                labels = np.array([self.flags(one.get(self.name)) for one in messages], dtype=bool)
                self._model = fit_flags(rows, labels, han, self.threshold, others)
                self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the attribute of each message."""
        if messages and self._model is not None:
            rows, han = rows_of(messages)
            for message, flags in zip(messages, self._model.raised(rows, han), strict=True):
                message.set(self.name, self.value(flags), add_to_output=True)
        return messages

    def flags(self, value: Any) -> list[bool]:
        """Return the flags of a value of the attribute."""
        raise NotImplementedError

    def value(self, flags: np.ndarray) -> Any:
        """Return the value with these flags."""
        raise NotImplementedError


class UrgencyReader(FlagReader):
    """Says whether a text cannot wait; recall before precision."""

    name = URGENT
    threshold = staticmethod(at_recall(0.9))
    others = 8_000

    def flags(self, value: Any) -> list[bool]:
        """Return one flag."""
        return [bool(value)]

    def value(self, flags: np.ndarray) -> bool:
        """Return the flag."""
        return bool(flags[0])


class AspectReader(FlagReader):
    """Says what a text speaks of: none, one or several aspects."""

    name = ASPECTS

    def flags(self, value: Any) -> list[bool]:
        """Return a flag for each aspect."""
        return [str(aspect) in value for aspect in Aspect]

    def value(self, flags: np.ndarray) -> list[str]:
        """Return the names of the aspects that are flagged."""
        return [str(aspect) for aspect, flag in zip(Aspect, flags, strict=True) if flag]
