"""Builds what finds answers: the encoders in a child process, the trained metric, and stored vectors."""

import json
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path

from actions.answers.finding.finder import LONGEST_ENCODING, AnswerFinder
from actions.answers.finding.metric import Metric
from actions.answers.finding.sentence_vectors import SentenceVectors
from actions.answers.finding.vector_cache import VectorCache
from bot.wiring.data_files import DATA
from nlu.contract.labels import Language
from nlu.sentences.child_encoder import ChildEncoder

TOPICS = DATA / "finding" / "topics.yml"
METRIC = DATA / "finding" / "metric.npz"
STORED_VECTORS = "answer-vectors.db"
# What people write to a bot that no business answers.
UNANSWERED = ("out_of_scope.jsonl", "chitchat.zh.jsonl", "chitchat.en.jsonl")
ENOUGH_UNANSWERED = 100  # in a language: their encoding takes a few seconds, once


def build_answer_finder(
    home: Path, zone: tzinfo, *, words_only: bool = False, patience: float = LONGEST_ENCODING
) -> AnswerFinder:
    """Return a finder without entries; vectors are stored below `home`.

    The child process starts with the first text that has no vector. After `patience` seconds without the
    vector of a question, words decide.
    """
    nulls = unanswered_texts(DATA / "eval")
    if words_only:
        return AnswerFinder(zone, nulls=nulls)
    metric = Metric.load(METRIC)
    store = VectorCache(home / STORED_VECTORS, metric.name)
    return AnswerFinder(zone, SentenceVectors(ChildEncoder(), metric, store), nulls, patience=patience)


def unanswered_texts(folder: Path) -> Mapping[Language, Sequence[str]]:
    """Return texts that no business answers, evenly chosen from each language."""
    lines = [
        json.loads(line)
        for name in UNANSWERED
        for line in (folder / name).read_text(encoding="utf-8").splitlines()
    ]
    texts = {each: [line["text"] for line in lines if line["lang"] == each.value] for each in Language}
    return {each: own[:: max(1, len(own) // ENOUGH_UNANSWERED)] for each, own in texts.items()}
