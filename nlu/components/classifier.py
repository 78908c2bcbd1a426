"""Pipeline step: decides the intent, with a confidence that can be trusted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy import sparse
from scipy.special import softmax

from nlu.components.linear import Examples, Linear, Rows
from nlu.components.process_pool import WORTHWHILE, spread
from nlu.components.script import han_share
from nlu.components.sentence_features import collect


@dataclass(frozen=True)
class Learned:
    """What training leaves: the intents in the order of the columns, a model and a threshold a language.

    A message in both languages gets a mixture of both models, by the share of each script in it.
    """

    intents: list[str]
    chinese: Linear
    english: Linear
    thresholds: tuple[float, float]

    def shares(self, rows: Rows, han: np.ndarray) -> np.ndarray:
        """(texts × intents) probabilities; `han` is the share of Chinese of each text, 0–1."""
        weight = han[:, None]
        scores = weight * self.chinese.scores(rows) + (1 - weight) * self.english.scores(rows)
        return np.asarray(softmax(scores.astype(np.float64), axis=1))

    def threshold(self, han: float) -> float:
        """The confidence from which an answer to such a text is trusted."""
        return han * self.thresholds[0] + (1 - han) * self.thresholds[1]


class CalibratedClassifier(IntentClassifier, GraphComponent):
    """Chooses among the intents of the training data by all sentence features of the steps before it."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, learned: Learned | None = None
    ) -> None:
        """A classifier; without `learned` it knows no intent yet."""
        self._model_storage = model_storage
        self._resource = resource
        self._learned = learned

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CalibratedClassifier:
        """An untrained classifier."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> CalibratedClassifier:
        """The classifier as it was trained."""
        with model_storage.read_from(resource) as folder:
            plain = json.loads((folder / "learned.json").read_text(encoding="utf-8"))
            chinese, english = (Linear.read(folder / f"{name}.npz") for name in ("chinese", "english"))
        learned = Learned(plain["intents"], chinese, english, tuple(plain["thresholds"]))
        return cls(model_storage, resource, learned)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the messages that carry an intent."""
        learned = self._learned = _learn(training_data.intent_examples)
        with self._model_storage.write_to(self._resource) as folder:
            plain = json.dumps({"intents": learned.intents, "thresholds": learned.thresholds})
            (folder / "learned.json").write_text(plain, encoding="utf-8")
            learned.chinese.save(folder / "chinese.npz")
            learned.english.save(folder / "english.npz")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent, the ranking of all intents, and the confidence needed to trust it."""
        if not messages or self._learned is None:
            return messages
        han = _han(messages)
        rows = self._learned.shares(Rows(*collect(messages)), han)
        for message, share, shares in zip(messages, han, rows, strict=True):
            ranking = [
                {"name": self._learned.intents[column], "confidence": float(shares[column])}
                for column in np.argsort(-shares, kind="stable")
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("threshold", float(self._learned.threshold(share)), add_to_output=True)
        return messages


def _learn(messages: list[Message]) -> Learned:
    # It needs scikit-learn, and the server, which never trains, is smaller and sooner ready without.
    from nlu.components.calibration import fit_calibrated  # noqa: PLC0415

    intents, labels = np.unique([message.get(INTENT) for message in messages], return_inverse=True)
    rows, han = Rows(*collect(messages)), _han(messages)
    halves = [_half(Examples(rows, labels), wanted) for wanted in (han >= 0.5, han <= 0.5)]
    if len(messages) < WORTHWHILE:
        fitted = [fit_calibrated(half) for half in halves]
    else:
        fitted = spread(fit_calibrated, halves)
    (chinese, threshold_chinese), (english, threshold_english) = fitted
    return Learned(intents.tolist(), chinese, english, (threshold_chinese, threshold_english))


def _half(examples: Examples, wanted: np.ndarray) -> tuple[Examples, Examples]:
    """The wanted examples, or all where those lack an intent; and the dense features of the others."""
    labels = examples.labels
    if len(np.unique(labels[wanted])) < len(np.unique(labels)):
        wanted = np.ones_like(wanted)
    others = examples.rows.dense[~wanted]
    foreign = Rows(sparse.csr_matrix((len(others), 0), dtype=np.float32), others)
    return examples.at(wanted), Examples(foreign, labels[~wanted])


def _han(messages: list[Message]) -> np.ndarray:
    return np.array([han_share(message.get(TEXT) or "") for message in messages])
