"""Pipeline step: decides the intent, with a calibrated confidence."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from rasa.engine.graph import GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy import sparse
from scipy.special import softmax

from nlu.components.classifier.linear import FeatureRows, LabelledRows, LinearModel
from nlu.components.classifier.talk_prior import POINT_BACK, as_stranger
from nlu.components.features.sentence_features import collect
from nlu.components.words.script import han_share


@dataclass(frozen=True)
class BilingualModel:
    """The intents in the order of the columns, and a model and a threshold for each language.

    A message in both languages gets a mixture of both models, by the share of each script in it.
    """

    intents: list[str]
    chinese: LinearModel
    english: LinearModel
    thresholds: tuple[float, float]

    def probabilities(self, rows: FeatureRows, han: np.ndarray) -> np.ndarray:
        """Return (texts × intents) probabilities; `han` is the share of Chinese of each text, 0–1."""
        weight = han[:, None]
        scores = weight * self.chinese.scores(rows) + (1 - weight) * self.english.scores(rows)
        return np.asarray(softmax(scores.astype(np.float64), axis=1))

    def threshold(self, han: float) -> float:
        """Return the confidence from which an answer to such a text is trusted."""
        return han * self.thresholds[0] + (1 - han) * self.thresholds[1]


class CalibratedClassifier(IntentClassifier, GraphComponent):
    """Chooses among the intents of the training data by all sentence features of the steps before it."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, model: BilingualModel | None = None
    ) -> None:
        """Make a classifier; without `model` it knows no intent yet."""
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(cls, model_storage: ModelStorage, resource: Resource, **_: Any) -> CalibratedClassifier:
        """Return an untrained classifier."""
        return cls(model_storage, resource)

    @classmethod
    def load(cls, model_storage: ModelStorage, resource: Resource, **_: Any) -> CalibratedClassifier:
        """Return the classifier as it was trained."""
        with model_storage.read_from(resource) as folder:
            plain = json.loads((folder / "learned.json").read_text(encoding="utf-8"))
            chinese, english = (LinearModel.read(folder / f"{name}.npz") for name in ("chinese", "english"))
        model = BilingualModel(plain["intents"], chinese, english, tuple(plain["thresholds"]))
        return cls(model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the messages that carry an intent."""
        model = self._model = _fit(training_data.intent_examples)
        with self._model_storage.write_to(self._resource) as folder:
            plain = json.dumps({"intents": model.intents, "thresholds": model.thresholds})
            (folder / "learned.json").write_text(plain, encoding="utf-8")
            model.chinese.save(folder / "chinese.npz")
            model.english.save(folder / "english.npz")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent, the ranking of all intents, and the confidence needed to trust it."""
        if not messages or self._model is None:
            return messages
        han = _han_shares(messages)
        table = self._model.probabilities(FeatureRows(*collect(messages)), han)
        for message, share, row in zip(messages, han, table, strict=True):
            ranking = [
                {"name": self._model.intents[column], "confidence": float(row[column])}
                for column in np.argsort(-row, kind="stable")
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("threshold", float(self._model.threshold(share)), add_to_output=True)
        return messages


def _fit(messages: list[Message]) -> BilingualModel:
    # This needs scikit-learn; the server never trains, and is smaller and ready sooner without it.
    from nlu.components.classifier.calibration import fit_calibrated  # noqa: PLC0415

    intents, labels = np.unique([message.get(INTENT) for message in messages], return_inverse=True)
    han = _han_shares(messages)
    everything = LabelledRows(FeatureRows(*collect(messages)), labels)
    judged = partial(_read_by_strangers, intents.tolist())
    halves = [_split(everything, wanted) for wanted in (han >= 0.5, han <= 0.5)]
    with ThreadPoolExecutor(len(halves)) as pool:  # the learners work outside of Python's lock
        fitted = list(pool.map(lambda half: fit_calibrated(half[0], half[1], judged), halves))
    (chinese, english), thresholds = zip(*fitted, strict=True)
    return BilingualModel(intents.tolist(), chinese, english, thresholds)


def _split(everything: LabelledRows, wanted: np.ndarray) -> tuple[LabelledRows, LabelledRows]:
    """Return the wanted rows, or all if those lack an intent; and the dense features of the others."""
    labels = everything.labels
    if len(np.unique(labels[wanted])) < len(np.unique(labels)):
        wanted = np.ones_like(wanted)
    others = everything.rows.dense[~wanted]
    foreign = FeatureRows(sparse.csr_matrix((len(others), 0), dtype=np.float32), others)
    return everything.at(wanted), LabelledRows(foreign, labels[~wanted])


def _read_by_strangers(
    intents: list[str], table: np.ndarray, labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares as TalkPrior gives them without a state, of the texts that point back to nothing."""
    kept = ~np.isin(labels, [place for place, intent in enumerate(intents) if intent in POINT_BACK])
    read = [as_stranger(dict(zip(intents, row, strict=True))) for row in table[kept].tolist()]
    return np.array([[one[intent] for intent in intents] for one in read]), labels[kept]


def _han_shares(messages: list[Message]) -> np.ndarray:
    return np.array([han_share(message.get(TEXT) or "") for message in messages])
