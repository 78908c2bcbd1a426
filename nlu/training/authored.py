"""The authored messages, read from the YAML that Rasa trains on.

CannotTrain            put the messages or the configuration right
├── BadMessages        a file of authored messages
└── BadLessons         the messages that staff have labelled
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


class CannotTrain(Exception):
    """The messages or the configuration cannot be trained on; the message says why."""


class BadMessages(CannotTrain):
    """A file of authored messages is not what Rasa reads; the message says which file and where."""


class BadLessons(CannotTrain):
    """The labelled messages are not what was agreed; the message says which line and why."""


@dataclass(frozen=True)
class AuthoredMessage:
    """One authored message; `language` comes from the file's name (intent.language.yml)."""

    intent: str
    language: str
    text: str


def read_messages(folder: Path) -> list[AuthoredMessage]:
    """Return all messages of the folder, file by file in the order of their names.

    Raises:
        BadMessages: a file cannot be read as training data.
    """
    return [one for path in sorted(folder.glob("*.*.yml")) for one in _messages_of(path)]


def _messages_of(path: Path) -> Iterator[AuthoredMessage]:
    language = path.name.split(".")[-2]
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainLoader)  # noqa: S506 -- a safe loader
    except yaml.YAMLError as exc:
        raise BadMessages(f"{path}: {exc}") from exc
    for block in _blocks(document, path):
        for line in block["examples"].splitlines():
            if line.strip():
                yield AuthoredMessage(block["intent"], language, line.strip().removeprefix("-").strip())


def _blocks(document: object, path: Path) -> list[dict[str, str]]:
    blocks = document.get("nlu") if isinstance(document, dict) else None
    if not isinstance(blocks, list):
        raise BadMessages(f"{path}: expected a list under 'nlu'")
    for number, block in enumerate(blocks, start=1):
        fields = (block.get("intent"), block.get("examples")) if isinstance(block, dict) else (None,)
        if not all(isinstance(field, str) for field in fields):
            raise BadMessages(f"{path}: block {number} under 'nlu' needs the texts 'intent' and 'examples'")
    return blocks


class _PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the quick loader, if libyaml is there
    """Reads plain data only."""
