"""Evaluation files, and what a model says about their messages."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class BadLine(Exception):
    """A line of the file cannot be used; the message says which and why."""


@dataclass(frozen=True)
class EvaluationMessage:
    """One message of an evaluation file; `intent` is None if the file does not tell it."""

    id: str
    lang: str
    text: str
    intent: str | None


@dataclass(frozen=True)
class Prediction:
    """A message and what it was taken for; `confidence` and the shares in `ranking` lie in 0–1."""

    message: EvaluationMessage
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]

    @property
    def right(self) -> bool:
        """Return whether the model agrees with the label."""
        return self.intent == self.message.intent


def read_evaluation_file(path: Path) -> list[EvaluationMessage]:
    """Return the messages of a JSON-lines file with `text` and, if present, `id`, `lang` and `intent`.

    Raises:
        BadLine: a line is not such an object.
    """
    with path.open(encoding="utf-8") as lines:
        return [
            _read_line(line, number, f"{path}:{number}")
            for number, line in enumerate(lines, start=1)
            if line.strip()
        ]


def prediction(message: EvaluationMessage, answer: dict[str, Any]) -> Prediction:
    """Return the prediction in Rasa's parse answer to the message's text."""
    ranking = tuple((one["name"], one["confidence"]) for one in answer["intent_ranking"])
    return Prediction(message, answer["intent"]["name"], answer["intent"]["confidence"], ranking)


def write_predictions(predictions: Sequence[Prediction], path: Path) -> None:
    """Write one JSON object a line: id, intent, confidence, ranking."""
    with path.open("w", encoding="utf-8") as file:
        for one in predictions:
            ranking = [{"name": name, "confidence": round(share, 6)} for name, share in one.ranking]
            said = {"id": one.message.id, "intent": one.intent, "confidence": round(one.confidence, 6)}
            file.write(json.dumps({**said, "ranking": ranking}, ensure_ascii=False) + "\n")


def _read_line(line: str, number: int, place: str) -> EvaluationMessage:
    try:
        raw = json.loads(line)
    except ValueError as exc:
        raise BadLine(f"{place}: not JSON: {exc}") from exc
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise BadLine(f"{place}: expected an object with a string in 'text'")
    intent = raw.get("intent")
    return EvaluationMessage(
        str(raw.get("id", number)), str(raw.get("lang", "")), raw["text"], intent and str(intent)
    )
