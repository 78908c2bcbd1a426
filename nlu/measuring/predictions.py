"""Evaluation files, and what a model says about their messages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import THRESHOLD

_ATTRIBUTES: Mapping[str, Any] = {"urgent": False, "aspects": [], "mixed": None}


class BadLine(Exception):
    """A line of the file cannot be used; the message says which and why."""


@dataclass(frozen=True)
class EvaluationMessage:
    """One message of an evaluation file; what the file does not tell is None or ""."""

    id: str
    lang: str
    text: str
    intent: str | None
    source: str = ""
    state: TalkState | None = None


@dataclass(frozen=True)
class Prediction:
    """A message and what it was taken for; `confidence` and the shares in `ranking` lie in 0–1.

    `sure` says whether it would be acted on without asking. `attributes` has what else was read.
    """

    message: EvaluationMessage
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    sure: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)

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
    name, confidence = answer["intent"]["name"], answer["intent"]["confidence"]
    threshold = answer.get("threshold")
    sure = confidence >= (THRESHOLD if threshold is None else threshold)
    attributes = {one: answer.get(one, default) for one, default in _ATTRIBUTES.items()}
    return Prediction(message, name, confidence, ranking, sure, attributes)


def write_predictions(predictions: Sequence[Prediction], path: Path) -> None:
    """Write one JSON object a line: id, intent, confidence, sure, ranking, urgent, aspects, mixed."""
    with path.open("w", encoding="utf-8") as file:
        for one in predictions:
            ranking = [{"name": name, "confidence": round(share, 6)} for name, share in one.ranking]
            said = {
                "id": one.message.id,
                "intent": one.intent,
                "confidence": round(one.confidence, 6),
                "sure": one.sure,
                "ranking": ranking,
                **one.attributes,
            }
            file.write(json.dumps(said, ensure_ascii=False) + "\n")


def _read_line(line: str, number: int, place: str) -> EvaluationMessage:
    try:
        raw = json.loads(line)
    except ValueError as exc:
        raise BadLine(f"{place}: not JSON: {exc}") from exc
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise BadLine(f"{place}: expected an object with a string in 'text'")
    intent = raw.get("intent")
    try:
        state = None if raw.get("state") is None else TalkState.from_plain(raw["state"])
    except ValueError as exc:
        raise BadLine(f"{place}: {exc}") from exc
    return EvaluationMessage(
        str(raw.get("id", number)),
        str(raw.get("lang", "")),
        raw["text"],
        intent and str(intent),
        str(raw.get("source", "")),
        state,
    )
