"""The authored messages that are labelled with attributes: data/attributes/."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.contract.labels import Aspect
from nlu.training.authored import BadMessages


@dataclass(frozen=True)
class AttributeMessage:
    """One text and its value of one attribute: `urgent`, `aspects` or `mixed` (two texts, empty if not)."""

    text: str
    attribute: str
    value: bool | tuple[str, ...]


def read_attributes(folder: Path) -> list[AttributeMessage]:
    """Return all messages of the folder, file by file in the order of their names; none without a folder.

    Raises:
        BadMessages: a file is not of the form that it should have.
    """
    return [one for path in sorted(folder.glob("*.*.yml")) for one in _messages_of(path)]


def _messages_of(path: Path) -> Iterator[AttributeMessage]:
    read = {"urgency": _urgency, "aspects": _aspects, "mixed": _mixed}.get(path.name.split(".")[0])
    if read is None:
        raise BadMessages(f"{path}: no such attribute")
    try:
        yield from read(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as exc:
        raise BadMessages(f"{path}: {exc}") from exc


def _urgency(document: Any) -> Iterator[AttributeMessage]:
    for name, urgent in (("urgent", True), ("calm", False)):
        for text in document[name]:
            yield AttributeMessage(str(text), "urgent", urgent)


def _aspects(document: Any) -> Iterator[AttributeMessage]:
    for one in document:
        aspects = tuple(str(Aspect(name)) for name in one["aspects"])
        yield AttributeMessage(str(one["text"]), "aspects", aspects)


def _mixed(document: Any) -> Iterator[AttributeMessage]:
    for one in document:
        sides = str(one.get("praise", "")), str(one.get("complaint", ""))
        yield AttributeMessage(str(one["text"]), "mixed", sides)
