"""Pipeline steps: say whether a text is urgent, and what it speaks of."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.attributes.flags import FlagModel, Threshold, at_best_f1, at_recall, fit_flags, rows_of
from nlu.components.attributes.second_look import SecondLook
from nlu.components.features.second_encoder import SecondEncoder, second_encoder
from nlu.components.features.second_vectors import (
    steady_draw,
    vectors_of_messages,
    vectors_of_training,
)
from nlu.components.words.script import han_share
from nlu.contract.labels import Aspect

URGENT = "urgent"
ASPECTS = "aspects"
_LEAST = 1_000  # fewer messages than this teach no second look
_ORDINARY = 240  # of so many messages of each intent, some teach it what is ordinary
_LOOKS_FLAGGED = 0.5


class FlagReader(IntentClassifier, GraphComponent):
    """Learns flags from the messages that carry the attribute `name`; without such it sets nothing."""

    name = ""
    threshold: Threshold = staticmethod(at_best_f1)
    second_threshold: Threshold = staticmethod(at_best_f1)  # of the texts that a second look is taken at
    others = 0  # so many messages with an intent teach what is ordinary
    looks_twice = False  # at its only flag, with the second encoder

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: FlagModel | None = None,
        second: SecondLook | None = None,
        *,
        encoder: SecondEncoder | None = None,
    ) -> None:
        """Make a reader; without `model` it knows nothing yet."""
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._second = second
        self._encoder = encoder

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return a configuration that takes a second look where the reader can."""
        return {"second_opinion": True}

    @classmethod
    def create(
        cls, model_storage: ModelStorage, resource: Resource, config: dict[str, Any] | None = None, **_: Any
    ) -> FlagReader:
        """Return an untrained reader."""
        return cls(model_storage, resource, encoder=cls._encoder_for(config))

    @classmethod
    def load(
        cls, model_storage: ModelStorage, resource: Resource, config: dict[str, Any] | None = None, **_: Any
    ) -> FlagReader:
        """Return the reader as it was trained."""
        with model_storage.read_from(resource) as folder:
            second = SecondLook.read(folder / "second.npz")
            encoder = None if second is None else cls._encoder_for(config)
            return cls(model_storage, resource, FlagModel.read(folder), second, encoder=encoder)

    @classmethod
    def _encoder_for(cls, config: dict[str, Any] | None) -> SecondEncoder | None:
        wanted = cls.looks_twice and (config or {}).get("second_opinion", False)
        return second_encoder() if wanted else None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the messages that carry the attribute."""
        messages = [one for one in training_data.training_examples if one.get(self.name) is not None]
        with self._model_storage.write_to(self._resource) as folder:
            if messages:
                self._fit(messages, training_data.intent_examples, folder)
        return self._resource

    def _fit(self, messages: list[Message], ordinary: list[Message], folder: Path) -> None:
        rows, han = rows_of(messages)
        chance = random.Random(0)  # noqa: S311 -- no secret
        others = rows_of(chance.sample(ordinary, min(self.others, len(ordinary))))[0]
        labels = np.array([self.flags(one.get(self.name)) for one in messages], dtype=bool)
        self._model, unseen = fit_flags(rows, labels, han, self.threshold, others)
        self._model.save(folder)
        if self._encoder is not None and len(messages) >= _LEAST:
            self._second = self._look(self._encoder, messages, ordinary, unseen[:, 0], labels[:, 0])
            self._second.save(folder / "second.npz")

    def _look(
        self,
        encoder: SecondEncoder,
        messages: list[Message],
        ordinary: list[Message],
        unseen: np.ndarray,
        labels: np.ndarray,
    ) -> SecondLook:
        """Return a second look, taught by texts that it is taken at: encoding others would only take time."""
        # This needs scikit-learn; the server never trains, and is smaller without it.
        from nlu.components.attributes.second_look_fit import fit_second_look, worth_a_look  # noqa: PLC0415

        worth = np.flatnonzero(worth_a_look(unseen, labels))
        seen = [messages[place] for place in worth]
        vectors = self._vectors(encoder, seen, self.name)
        plain = self._vectors(encoder, self._calm(ordinary, unseen[worth].min()), f"{self.name}-ordinary")
        han = np.array([han_share(one.get(TEXT) or "") for one in seen])
        return fit_second_look(unseen[worth], vectors, labels[worth], han, self.second_threshold, plain)

    def _calm(self, ordinary: list[Message], look_from: float) -> list[Message]:
        """Return messages of every intent that carry no flag, though the first model hesitates."""
        assert self._model is not None  # noqa: S101 -- it was fitted just now
        by_intent: defaultdict[str, list[Message]] = defaultdict(list)
        for message in ordinary:
            by_intent[message.get(INTENT)].append(message)
        drawn = [
            each[place]
            for each in by_intent.values()
            for place in steady_draw([one.get(TEXT) or "" for one in each], _ORDINARY)
        ]
        probable = self._model.probabilities(rows_of(drawn)[0])[:, 0]
        calm = (probable >= look_from) & (probable < _LOOKS_FLAGGED)
        return [one for one, is_calm in zip(drawn, calm, strict=True) if is_calm]

    @staticmethod
    def _vectors(encoder: SecondEncoder, messages: list[Message], purpose: str) -> np.ndarray:
        return vectors_of_training(encoder, [one.get(TEXT) or "" for one in messages], purpose)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the attribute of each message."""
        if messages and self._model is not None:
            for message, flags in zip(messages, self._raised(self._model, messages), strict=True):
                message.set(self.name, self.value(flags), add_to_output=True)
        return messages

    def _raised(self, model: FlagModel, messages: list[Message]) -> np.ndarray:
        rows, han = rows_of(messages)
        if self._second is None or self._encoder is None:
            return model.raised(rows, han)
        probable = model.probabilities(rows)[:, 0]
        likely = np.flatnonzero(probable >= self._second.look_from)
        raised = np.zeros((len(messages), 1), dtype=bool)
        if len(likely):
            vectors = vectors_of_messages(self._encoder, [messages[place] for place in likely])
            raised[likely, 0] = self._second.raised(probable[likely], vectors, han[likely])
        return raised

    def flags(self, value: Any) -> list[bool]:
        """Return the flags of a value of the attribute."""
        raise NotImplementedError

    def value(self, flags: np.ndarray) -> Any:
        """Return the value with these flags."""
        raise NotImplementedError


class UrgencyReader(FlagReader):
    """Says whether a text cannot wait; recall before precision."""

    name = URGENT
    threshold = staticmethod(at_recall(0.95))
    second_threshold = staticmethod(at_recall(0.963))
    others = 8_000
    looks_twice = True

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
