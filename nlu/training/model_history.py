"""How the last models did on which messages, so that small losses of many candidates cannot add up.

The file lies beside the models. Of a message it keeps a checksum of 32 bits and whether a model was right.
Models of another pipeline or of other authored messages are no measure, and are forgotten. Standard library
only.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nlu.training.trial import Trial

_FILE = "tried.json"
_KEPT = 10
"""So many models are remembered, beside the best on each set, which is never forgotten."""

Rights = Mapping[str, bool]
"""Whether a model is right, by the mark of the message."""


@dataclass(frozen=True)
class TriedModel:
    """A model that was current, and what it gets right in each set."""

    name: str
    sets: Mapping[str, Rights]

    def accuracy(self, name: str) -> float:
        """Return the share of right messages of a set, 0–1."""
        rights = self.sets.get(name, {})
        return sum(rights.values()) / len(rights) if rights else 0.0


@dataclass(frozen=True)
class ModelHistory:
    """The models of one pipeline that were current, in the order in which they were tried."""

    pipeline: str
    models: tuple[TriedModel, ...] = ()

    def with_model(self, model: TriedModel) -> "ModelHistory":
        """Return the history with this model as the last one."""
        models = (*(one for one in self.models if one.name != model.name), model)
        names = {name for one in models for name in one.sets}
        best = {max(models, key=lambda one: one.accuracy(name)).name for name in names}
        kept = tuple(one for one in models[:-_KEPT] if one.name in best) + models[-_KEPT:]
        return replace(self, models=kept)

    def judged(self, trial: Trial, candidate: Rights) -> Trial:
        """Return the trial with the strongest model of the history as a rival, on the messages both know."""
        rivals = [_against(one.sets.get(trial.name, {}), trial.name, candidate) for one in self.models]
        found = [one for one in rivals if one.n]
        return replace(trial, rival=max(found, key=lambda one: one.before - one.after)) if found else trial


def mark(text: str, intent: str | None) -> str:
    """Return what a message is remembered by: no words can be read from it."""
    return f"{zlib.crc32(f'{intent} {text}'.encode()):08x}"


def marked(messages: Sequence[tuple[str, str | None]], rights: Sequence[bool]) -> Rights:
    """Return whether a model is right, by mark, from texts with their intents."""
    return {mark(*message): right for message, right in zip(messages, rights, strict=True)}


def read_history(folder: Path, pipeline: str) -> ModelHistory:
    """Return the history in this folder of models; an empty one if it is of another pipeline or broken."""
    try:
        raw = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        history = ModelHistory(str(raw["pipeline"]), tuple(_model(one) for one in raw["models"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ModelHistory(pipeline)
    return history if history.pipeline == pipeline else ModelHistory(pipeline)


def write_history(folder: Path, history: ModelHistory) -> None:
    """Write the history beside the models."""
    models = [
        {"name": one.name, "sets": {name: _split(rights) for name, rights in one.sets.items()}}
        for one in history.models
    ]
    draft = folder / f"{_FILE}.part"
    draft.write_text(json.dumps({"pipeline": history.pipeline, "models": models}), encoding="utf-8")
    draft.replace(folder / _FILE)


def _against(rival: Rights, name: str, candidate: Rights) -> Trial:
    common = [each for each in candidate if each in rival]
    return Trial.of(name, [rival[each] for each in common], [candidate[each] for each in common])


def _split(rights: Rights) -> dict[str, list[str]]:
    return {
        answer: [each for each, right in rights.items() if right is (answer == "right")]
        for answer in ("right", "wrong")
    }


def _model(raw: Any) -> TriedModel:
    sets = {
        str(name): {str(each): answer == "right" for answer in ("right", "wrong") for each in rights[answer]}
        for name, rights in raw["sets"].items()
    }
    return TriedModel(str(raw["name"]), sets)
