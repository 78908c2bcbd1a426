"""How varied the authored messages are: `python -m nlu.diversity`, in the Rasa environment."""

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.measuring.markdown import markdown_table
from nlu.training.authored import AuthoredMessage, BadMessages, read_messages

NEAR = 0.8
"""Two messages with this cosine (of TF-IDF over 2–4 characters) count as near-duplicates."""

_AT_ONCE = 512
_PERCENTILES = (5, 25, 50, 75, 95)


@dataclass(frozen=True)
class Diversity:
    """One intent in one language.

    `openings` is the share of distinct beginnings (four characters in Chinese, two words in English) and
    `lengths` the 5th, 25th, 50th, 75th and 95th percentile in characters. `nearest` is the median similarity
    of a message to the one most like it (0–1), `near` the share of messages with a near-duplicate.
    """

    intent: str
    language: str
    n: int
    openings: float
    lengths: tuple[int, ...]
    nearest: float
    near: float


def main() -> int:
    """Print the report; return the exit code."""
    parser = argparse.ArgumentParser(prog="nlu.diversity", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    try:
        found = diversity(read_messages(options.data))
    except (BadMessages, OSError) as exc:
        print(f"cannot read the messages: {exc}", file=sys.stderr)
        return 1
    print(json.dumps([asdict(one) for one in found], indent=2) if options.json else as_table(found))
    return 0


def diversity(messages: Sequence[AuthoredMessage]) -> list[Diversity]:
    """Return the figures of each intent and language that occur."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in messages:
        groups[one.intent, one.language].append(one.text)
    return [_of_group(intent, language, texts) for (intent, language), texts in sorted(groups.items())]


def as_table(found: Sequence[Diversity]) -> str:
    """Return the figures as a Markdown table."""
    lengths = f"length in characters, {' · '.join(map(str, _PERCENTILES))} %"
    head = ["intent", "language", "messages", "openings", "nearest", "near", lengths]
    rows = [
        (
            *(one.intent, one.language, f"{one.n:,}", f"{one.openings:.0%}", f"{one.nearest:.2f}"),
            *(f"{one.near:.1%}", " · ".join(map(str, one.lengths))),
        )
        for one in found
    ]
    return markdown_table(head, rows)


def nearest_likeness(texts: Sequence[str]) -> list[float]:
    """Return for each text its similarity (0–1) to the most similar other one; 0 for a single text."""
    grams = TfidfVectorizer(analyzer="char", ngram_range=(2, 4), min_df=1, dtype=np.float32)
    rows = grams.fit_transform([f" {text.lower()} " for text in texts])
    found: list[float] = []
    for start in range(0, len(texts), _AT_ONCE):
        near = (rows[start : start + _AT_ONCE] @ rows.T).toarray()
        near[np.arange(len(near)), np.arange(start, start + len(near))] = 0.0  # itself
        found += [float(value) for value in near.max(axis=1)]
    return found


def _of_group(intent: str, language: str, texts: list[str]) -> Diversity:
    likeness = nearest_likeness(texts)
    lengths = np.percentile([len(text) for text in texts], _PERCENTILES)
    return Diversity(
        intent=intent,
        language=language,
        n=len(texts),
        openings=len({_opening(text, language) for text in texts}) / len(texts),
        lengths=tuple(int(length) for length in lengths),
        nearest=round(statistics.median(likeness), 3),
        near=sum(value >= NEAR for value in likeness) / len(texts),
    )


def _opening(text: str, language: str) -> str:
    return text[:4] if language == "zh" else " ".join(text.lower().split()[:2])


if __name__ == "__main__":
    sys.exit(main())
