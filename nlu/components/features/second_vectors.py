"""Vectors of the second encoder: computed once a message, and remembered from one training to the next."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.features.second_encoder import WIDTH, SecondEncoder, encode_in_threads

MEMORY = Path(sys.prefix) / "second-vectors.npz"
"""Beside the packages, where only those who install them can write."""

_STORED = "second_vector"


def vectors_of_messages(encoder: SecondEncoder, messages: Sequence[Message]) -> np.ndarray:
    """Return (messages × 384); a message keeps its vector for the next step that asks."""
    new = [message for message in messages if message.get(_STORED) is None]
    for message, vector in zip(new, encoder.encode([one.get(TEXT) or "" for one in new]), strict=True):
        message.set(_STORED, vector)
    found = [message.get(_STORED) for message in messages]
    return np.stack(found) if found else np.zeros((0, WIDTH), dtype=np.float32)


def vectors_of_training(
    encoder: SecondEncoder, texts: Sequence[str], purpose: str, memory: Path = MEMORY
) -> np.ndarray:
    """Return (texts × 384) and remember them, by fingerprints of the texts, for the next training.

    Of the last training for the same purpose nothing else stays: a text that is gone leaves no vector.
    """
    path = memory.with_name(f"{purpose}-{memory.name}")
    marks = np.array([_mark(text) for text in texts], dtype=np.uint64)
    known = _read(path)
    new = [place for place, mark in enumerate(marks.tolist()) if mark not in known]
    computed = encode_in_threads(encoder, [texts[place] for place in new])
    known.update(zip(marks[new].tolist(), computed, strict=True))
    found = np.array([known[mark] for mark in marks.tolist()], dtype=np.float32).reshape(-1, WIDTH)
    if new:
        _write(path, marks, found)
    return found


def steady_draw(texts: Sequence[str], size: int) -> list[int]:
    """Return places of so many texts, drawn by their fingerprints.

    When some texts come or go, most of the draw stays, and the remembered vectors with it.
    """
    return sorted(range(len(texts)), key=lambda place: _mark(texts[place]))[:size]


def _mark(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _read(path: Path) -> dict[int, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return dict(zip(stored["marks"].tolist(), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError):
        return {}


def _write(path: Path, marks: np.ndarray, vectors: np.ndarray) -> None:
    draft = path.with_suffix(".part.npz")
    try:
        np.savez(draft, marks=marks, vectors=vectors)
        draft.replace(path)
    except OSError:  # a folder that cannot be written to costs time at the next training, nothing else
        draft.unlink(missing_ok=True)
