"""Messages of customers that a candidate would read otherwise than the running model does.

They come with the lessons and neither teach nor test: nobody has said what they are.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlu.contract.text import classifiable
from nlu.training.authored import BadLessons
from nlu.training.duplicates import folded

MOST_EXAMPLES = 10
MARK = "past"  # the name of the id in a line


@dataclass(frozen=True)
class PastMessage:
    """A message by the id that the application knows it by."""

    id: int
    text: str


@dataclass(frozen=True)
class ReadOtherwise:
    """One message, and the intents that the running model and the candidate read."""

    message: int
    before: str
    after: str


@dataclass(frozen=True)
class PastReadings:
    """How many of the `read` messages change, and the newest of them, each text once."""

    read: int
    changed: int
    examples: tuple[ReadOtherwise, ...]


def split_lines(lines: Iterable[str]) -> tuple[list[str], list[PastMessage]]:
    """Return the lines of lessons, and the messages of the others.

    Raises:
        BadLessons: a line of a message has no id or no text.
    """
    lessons: list[str] = []
    past: list[PastMessage] = []
    for number, line in enumerate(lines, start=1):
        if f'"{MARK}"' in line and (found := _past(number, line)) is not None:
            past.append(found)
        else:
            lessons.append(line)
    return lessons, past


def compared(messages: Sequence[PastMessage], before: Sequence[str], after: Sequence[str]) -> PastReadings:
    """Return what changes from the intents of one model to those of another, newest messages first."""
    changed = [
        (one, ReadOtherwise(one.id, was, now))
        for one, was, now in zip(messages, before, after, strict=True)
        if was != now
    ]
    by_text = {folded(one.text): change for one, change in reversed(changed)}
    newest = sorted(by_text.values(), key=lambda change: -change.message)
    return PastReadings(len(messages), len(changed), tuple(newest[:MOST_EXAMPLES]))


def _past(number: int, line: str) -> PastMessage | None:
    """Return the message of a line; None for a lesson that only speaks of the mark."""
    try:
        raw = json.loads(line)
        if MARK not in raw:
            return None
        return PastMessage(int(raw[MARK]), classifiable(raw["text"]))
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise BadLessons(f"line {number}: expected past and text ({type(exc).__name__})") from exc
