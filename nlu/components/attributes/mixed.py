"""Pipeline step: finds the words of either side in a message that praises and complains."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.attributes.flags import rows_of
from nlu.components.attributes.sides import SIDES, MixedModel

# Praise and complaint have at least twice this share in each mixed message of `data/eval`.
_LEAST = 0.3


class MixedReader(IntentClassifier, GraphComponent):
    """Learns from the messages that carry the attribute `mixed`; without such it sets nothing."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, model: MixedModel | None = None
    ) -> None:
        """Make a reader; without `model` it knows nothing yet."""
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(cls, model_storage: ModelStorage, resource: Resource, **_: Any) -> MixedReader:
        """Return an untrained reader."""
        return cls(model_storage, resource)

    @classmethod
    def load(cls, model_storage: ModelStorage, resource: Resource, **_: Any) -> MixedReader:
        """Return the reader as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, MixedModel.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the messages that carry the attribute, and from those with an intent beside them."""
        labelled = [one for one in training_data.training_examples if one.get("mixed") is not None]
        with self._model_storage.write_to(self._resource) as folder:
            if labelled:
                # This needs scikit-learn; the server never trains, and is smaller without it.
                from nlu.components.attributes.mixed_fit import fit_mixed  # noqa: PLC0415

                self._model = fit_mixed(labelled, training_data.intent_examples)
                self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set both sides of each message that has them."""
        if self._model is not None:
            for message in messages:
                message.set("mixed", None, add_to_output=True)
            self._read(self._model, [one for one in messages if _may_be_mixed(one)])
        return messages

    @staticmethod
    def _read(model: MixedModel, messages: list[Message]) -> None:
        if not messages:
            return
        found = model.sides([one.get(TEXT) or "" for one in messages], rows_of(messages)[0])
        for message, sides in zip(messages, found, strict=True):
            if sides is not None:
                plain = dict(zip(SIDES, sides, strict=False))
                message.set("mixed", plain, add_to_output=True)


def _may_be_mixed(message: Message) -> bool:
    """Return whether praise and complaint together are likely enough; without a ranking they may be."""
    ranking = message.get("intent_ranking")
    return not ranking or sum(one["confidence"] for one in ranking if one["name"] in SIDES) >= _LEAST
