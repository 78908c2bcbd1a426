"""Vectors of the second encoder: computed once a message, and remembered from one training to the next."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.features.second_encoder import (
    EXPECTED,
    WIDTH,
    SecondEncoder,
    encode_in_threads,
    plain,
)

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
    """Return (texts × 384) and remember them, by fingerprints of what is encoded, for the next training.

    A text that another purpose remembers is not encoded again. Of the last training for the same purpose
    nothing else stays: a text that is gone leaves no vector.
    """
    path = memory.with_name(f"{purpose}-{memory.name}")
    marks = np.array([_mark(plain(text)) for text in texts], dtype=np.uint64)
    own = _read(path)
    known = own | {mark: vector for each in _of_others(path, memory) for mark, vector in _read(each).items()}
    new = {mark: text for mark, text in zip(marks.tolist(), texts, strict=True) if mark not in known}
    known.update(zip(new, encode_in_threads(encoder, list(new.values())), strict=True))
    found = np.array([known[mark] for mark in marks.tolist()], dtype=np.float32).reshape(-1, WIDTH)
    if own.keys() != set(marks.tolist()):
        _write(path, marks, found)
    return found


def steady_draw(texts: Sequence[str], size: int) -> list[int]:
    """Return places of so many texts, drawn by their fingerprints.

    When some texts come or go, most of the draw stays, and the remembered vectors with it.
    """
    return sorted(range(len(texts)), key=lambda place: _mark(texts[place]))[:size]


def _of_others(path: Path, memory: Path) -> list[Path]:
    return [each for each in memory.parent.glob(f"*-{memory.name}") if each != path]


def _mark(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _read(path: Path) -> dict[int, np.ndarray]:
    """Return the vectors by mark; none where the file is damaged, or of another build of the encoder."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if not np.array_equal(stored["expected"], EXPECTED):
                return {}
            return dict(zip(stored["marks"].tolist(), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}


def _write(path: Path, marks: np.ndarray, vectors: np.ndarray) -> None:
    draft = path.with_suffix(".part.npz")
    try:
        np.savez(draft, marks=marks, vectors=vectors, expected=EXPECTED)
        draft.replace(path)
    except OSError:  # a folder that cannot be written to costs time at the next training, nothing else
        with suppress(OSError):
            draft.unlink()
