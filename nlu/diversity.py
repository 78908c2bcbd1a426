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

from nlu.training.authored import Authored, BadMessages, read_messages

NEAR = 0.8
"""From this cosine on (of TF-IDF over 2–4 characters) two messages count as near-duplicates."""

_AT_ONCE = 512


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
    lengths: "tuple[int, ...]"
    nearest: float
    near: float


def main() -> int:
    """Prints the report; returns the exit code."""
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


def diversity(messages: Sequence[Authored]) -> "list[Diversity]":
    """The figures of each intent and language that occur."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in messages:
        groups[one.intent, one.language].append(one.text)
    return [_of_group(intent, language, texts) for (intent, language), texts in sorted(groups.items())]


def as_table(found: "Sequence[Diversity]") -> str:
    """The figures as a table."""
    lines = [
        f"{'intent':<14}{'lang':<6}{'n':>6}{'openings':>10}{'nearest':>9}{'near':>7}   length 5/25/50/75/95 %"
    ]
    for one in found:
        lengths = " ".join(f"{length:>4}" for length in one.lengths)
        figures = f"{one.n:>6}{one.openings:>10.0%}{one.nearest:>9.2f}{one.near:>7.1%}"
        lines.append(f"{one.intent:<14}{one.language:<6}{figures}   {lengths}")
    return "\n".join(lines)


def _of_group(intent: str, language: str, texts: "list[str]") -> Diversity:
    likeness = nearest_likeness(texts)
    return Diversity(
        intent=intent,
        language=language,
        n=len(texts),
        openings=len({_opening(text, language) for text in texts}) / len(texts),
        lengths=tuple(
            int(np.percentile([len(text) for text in texts], share)) for share in (5, 25, 50, 75, 95)
        ),
        nearest=round(statistics.median(likeness), 3),
        near=sum(value >= NEAR for value in likeness) / len(texts),
    )


def nearest_likeness(texts: Sequence[str]) -> "list[float]":
    """For each text its similarity (0–1) to the most similar other one; 0 where it is alone."""
    grams = TfidfVectorizer(analyzer="char", ngram_range=(2, 4), min_df=1, dtype=np.float32)
    rows = grams.fit_transform([f" {text.lower()} " for text in texts])
    found: list[float] = []
    for start in range(0, len(texts), _AT_ONCE):
        near = (rows[start : start + _AT_ONCE] @ rows.T).toarray()
        near[np.arange(len(near)), np.arange(start, start + len(near))] = 0.0  # itself
        found += [float(value) for value in near.max(axis=1)]
    return found


def _opening(text: str, language: str) -> str:
    return text[:4] if language == "zh" else " ".join(text.lower().split()[:2])


if __name__ == "__main__":
    sys.exit(main())
