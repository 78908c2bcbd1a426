"""What a model said about labelled messages, as lines of a file. Stdlib only; runs on Python 3.10 too."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class BadLine(Exception):
    """A line of the file cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Sample:
    """One message of an evaluation file; `intent` is None where the file keeps the truth to itself."""

    id: str
    lang: str
    text: str
    intent: "str | None"


@dataclass(frozen=True)
class Verdict:
    """A message and what it was taken for; `confidence` and the shares in `ranking` lie in 0–1."""

    sample: Sample
    intent: str
    confidence: float
    ranking: "tuple[tuple[str, float], ...]"

    @property
    def right(self) -> bool:
        """Whether the model agrees with the label."""
        return self.intent == self.sample.intent


def read_samples(path: Path) -> list[Sample]:
    """The messages of a JSON-lines file with `text`, and as far as present `id`, `lang`, `intent`."""
    with path.open(encoding="utf-8") as lines:
        return list(_samples(lines, path))


def verdict(sample: Sample, answer: "dict[str, Any]") -> Verdict:
    """The verdict that lies in Rasa's parse answer to the sample's text."""
    ranking = tuple((one["name"], one["confidence"]) for one in answer["intent_ranking"])
    return Verdict(sample, answer["intent"]["name"], answer["intent"]["confidence"], ranking)


def write_verdicts(verdicts: Sequence[Verdict], path: Path) -> None:
    """One JSON object a line: id, intent, confidence, ranking."""
    with path.open("w", encoding="utf-8") as file:
        for one in verdicts:
            ranking = [{"name": name, "confidence": round(share, 6)} for name, share in one.ranking]
            said = {"id": one.sample.id, "intent": one.intent, "confidence": round(one.confidence, 6)}
            file.write(json.dumps({**said, "ranking": ranking}, ensure_ascii=False) + "\n")


def _samples(lines: Iterable[str], path: Path) -> Iterator[Sample]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except ValueError as exc:
            raise BadLine(f"{path}:{number}: not JSON: {exc}") from exc
        if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
            raise BadLine(f"{path}:{number}: expected an object with a string in 'text'")
        intent = raw.get("intent")
        yield Sample(
            str(raw.get("id", number)),
            str(raw.get("lang", "")),
            raw["text"],
            None if intent is None else str(intent),
        )
