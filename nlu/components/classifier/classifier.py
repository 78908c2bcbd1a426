"""Pipeline step: decides the intent, with a calibrated confidence."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
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
from scipy.special import softmax

from nlu.components.classifier.linear import FeatureRows, LabelledRows, LinearModel
from nlu.components.classifier.second_opinion import SecondOpinion
from nlu.components.classifier.talk_prior import POINT_BACK, as_stranger, read_alone
from nlu.components.features.second_encoder import SecondEncoder, second_encoder
from nlu.components.features.second_vectors import vectors_of_messages, vectors_of_training
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

    def save(self, folder: Path) -> None:
        """Write plain numbers and the names of the intents."""
        plain = json.dumps({"intents": self.intents, "thresholds": self.thresholds})
        (folder / "learned.json").write_text(plain, encoding="utf-8")
        self.chinese.save(folder / "chinese.npz")
        self.english.save(folder / "english.npz")

    @classmethod
    def read(cls, folder: Path) -> BilingualModel:
        """Read what `save` wrote."""
        plain = json.loads((folder / "learned.json").read_text(encoding="utf-8"))
        chinese, english = (LinearModel.read(folder / f"{name}.npz") for name in ("chinese", "english"))
        return cls(plain["intents"], chinese, english, tuple(plain["thresholds"]))


@dataclass(frozen=True)
class Learned:
    """What the classifier has learned: a first opinion of every text, and perhaps a second of some."""

    first: BilingualModel
    second: SecondOpinion | None = None


class CalibratedClassifier(IntentClassifier, GraphComponent):
    """Chooses among the intents of the training data by all sentence features of the steps before it.

    With `second_opinion`, the second encoder is asked about texts of which these say too little.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return a configuration that asks for a second opinion."""
        return {"second_opinion": True}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        learned: Learned | None = None,
    ) -> None:
        """Make a classifier; without `learned` it knows no intent yet."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._learned = learned

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, **_: Any
    ) -> CalibratedClassifier:
        """Return an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, **_: Any
    ) -> CalibratedClassifier:
        """Return the classifier as it was trained."""
        with model_storage.read_from(resource) as folder:
            learned = Learned(BilingualModel.read(folder), SecondOpinion.read(folder / "second.npz"))
        return cls(config, model_storage, resource, learned)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the messages that carry an intent."""
        learned = self._learned = _fit(training_data.intent_examples, self._encoder())
        with self._model_storage.write_to(self._resource) as folder:
            learned.first.save(folder)
            if learned.second is not None:
                learned.second.save(folder / "second.npz")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent, the ranking of all intents, and the confidence needed to trust it."""
        if not messages or self._learned is None:
            return messages
        first, second = self._learned.first, self._learned.second
        han = _han_shares(messages)
        table = first.probabilities(FeatureRows(*collect(messages)), han)
        encoder = self._encoder() if second is not None else None
        if second is not None and encoder is not None:
            table = _asked(first, second, encoder, messages, table)
        for message, share, row in zip(messages, han, table, strict=True):
            ranking = [
                {"name": first.intents[column], "confidence": float(row[column])}
                for column in np.argsort(-row, kind="stable")
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            if second is None or encoder is None:
                needed = first.threshold(share)
            else:
                needed = second.threshold(_shares(message, first.intents, row), share)
            message.set("threshold", float(needed), add_to_output=True)
        return messages

    def _encoder(self) -> SecondEncoder | None:
        return second_encoder() if self._config["second_opinion"] else None


def _asked(
    first: BilingualModel,
    second: SecondOpinion,
    encoder: SecondEncoder,
    messages: list[Message],
    table: np.ndarray,
) -> np.ndarray:
    """Return the probabilities, of both opinions where the first alone is not enough."""
    han = _han_shares(messages)
    asks = [
        second.asks(_shares(message, first.intents, row), share)
        for message, share, row in zip(messages, han, table, strict=True)
    ]
    unsure = np.flatnonzero(asks)
    joined = table.copy()
    if len(unsure):
        vectors = vectors_of_messages(encoder, [messages[place] for place in unsure])
        joined[unsure] = second.joined(table[unsure], vectors, han[unsure])
    return joined


def _shares(message: Message, intents: list[str], row: np.ndarray) -> dict[str, float]:
    """Return the shares of the intents in the state in which the message was written."""
    return read_alone(message, dict(zip(intents, row.tolist(), strict=True)))


def _fit(messages: list[Message], encoder: SecondEncoder | None) -> Learned:
    # This needs scikit-learn; the server never trains, and is smaller and ready sooner without it.
    from nlu.components.classifier.second_opinion_fit import draw, fit_second  # noqa: PLC0415

    intents, labels = np.unique([message.get(INTENT) for message in messages], return_inverse=True)
    texts, han = [message.get(TEXT) or "" for message in messages], _han_shares(messages)
    judged = partial(_read_by_strangers, intents.tolist())
    taught = draw(texts, labels, han, intents.tolist())
    if encoder is None or taught is None:
        return Learned(_fit_first(messages, labels, han, intents.tolist())[0])
    with ThreadPoolExecutor(1) as aside:
        # The encoder works outside of Python's lock while the first opinion is learned.
        vectors = aside.submit(vectors_of_training, encoder, [texts[one] for one in taught.places], "intents")
        first, unseen = _fit_first(messages, labels, han, intents.tolist())
        return Learned(first, fit_second(taught, unseen, vectors.result(), intents.tolist(), judged))


def _fit_first(
    messages: list[Message], labels: np.ndarray, han: np.ndarray, intents: list[str]
) -> tuple[BilingualModel, np.ndarray]:
    """Return the first opinion and (texts × intents) probabilities of those whose topics did not train it.

    The other rows are NaN.
    """
    from nlu.components.classifier.calibration import fit_calibrated, topics_of  # noqa: PLC0415 -- see above

    everything = LabelledRows(FeatureRows(*collect(messages)), labels)
    judged = partial(_read_by_strangers, intents)
    topics = topics_of(everything.rows.dense)
    owned = [np.flatnonzero(_owned(labels, wanted)) for wanted in (han >= 0.5, han <= 0.5)]
    fitted = [fit_calibrated(everything, own, topics, judged) for own in owned]
    unseen = np.full((len(messages), len(intents)), np.nan)
    for half, speaks in zip(fitted, (han >= 0.5, han < 0.5), strict=True):
        unseen[half.places[speaks[half.places]]] = half.unseen[speaks[half.places]]
    chinese, english = fitted
    thresholds = chinese.threshold, english.threshold
    return BilingualModel(intents, chinese.model, english.model, thresholds), unseen


def _owned(labels: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the wanted rows, or all if those lack an intent."""
    complete = len(np.unique(labels[wanted])) == len(np.unique(labels))
    return wanted if complete else np.ones_like(wanted)


def _read_by_strangers(
    intents: list[str], table: np.ndarray, labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares as TalkPrior gives them without a state, and which texts point back to nothing."""
    read = [as_stranger(dict(zip(intents, row, strict=True))) for row in table.tolist()]
    kept = ~np.isin(labels, [place for place, intent in enumerate(intents) if intent in POINT_BACK])
    return np.array([[one[intent] for intent in intents] for one in read]), kept


def _han_shares(messages: list[Message]) -> np.ndarray:
    return np.array([han_share(message.get(TEXT) or "") for message in messages])
