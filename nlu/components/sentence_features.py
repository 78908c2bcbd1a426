"""Hanging sentence features on Rasa messages, and collecting them into one matrix again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy import sparse


def attach(messages: Sequence[Message], rows: sparse.csr_matrix | np.ndarray, origin: str) -> None:
    """Hangs row n of the matrix on message n, as a feature of its whole text."""
    for position, message in enumerate(messages):
        row = rows[position : position + 1]
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, origin))


def collect(messages: Sequence[Message]) -> tuple[sparse.csr_matrix, np.ndarray]:
    """All sparse and all dense sentence features, (messages × sparse width), (messages × dense width).

    Where the pipeline makes none of a kind, that matrix has no columns.
    """
    counted = [_features(message, wants_sparse=True) for message in messages]
    scored = [_features(message, wants_sparse=False) for message in messages]
    nothing = np.zeros((len(messages), 0), dtype=np.float32)
    return (
        sparse.hstack([sparse.csr_matrix(nothing), *_columns(counted, sparse.vstack)], format="csr"),
        np.hstack([nothing, *_columns(scored, np.vstack)]),
    )


def _features(message: Message, *, wants_sparse: bool) -> list[Any]:
    return [
        one.features
        for one in message.features
        if one.attribute == TEXT and one.type == FEATURE_TYPE_SENTENCE and one.is_sparse() == wants_sparse
    ]


def _columns(rows: list[list[Any]], stacked: Callable[[list[Any]], Any]) -> list[Any]:
    return [stacked(list(column)) for column in zip(*rows, strict=True)]
