"""What staff have labelled, sorted into messages that teach and messages that test. Python 3.10 too."""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.contract.labels import Intent, Language
from nlu.contract.text import classifiable
from nlu.training.authored import Authored
from nlu.training.duplicates import folded, near_duplicates

HELD_BACK = 5
"""Every so many-th message tests and never teaches…"""

FEW = 25
"""…but while there are fewer than this, all of them teach: two or three would prove nothing."""


class BadLessons(Exception):
    """The labelled messages are not what was agreed; the message says which line and why."""


@dataclass(frozen=True)
class Sorted:
    """The labelled messages by their use; those like a measured one are left out."""

    teaching: "tuple[Authored, ...]"
    held_back: "tuple[Authored, ...]"
    left_out: int


def read_lessons(lines: Iterable[str]) -> "list[Authored]":
    """From JSON lines with `text`, `intent` and `language`."""
    return [_lesson(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def sorted_out(lessons: Sequence[Authored], measured: Sequence[str]) -> Sorted:
    """What each message is for. The same text always has the same use, whatever comes later.

    Of several labels for one text the last counts. A message like a `measured` one must not teach, since it
    would flatter the model that it judges, and must not judge twice.
    """
    last = {folded(one.text): one for one in lessons if folded(one.text)}
    texts = {one.text for one in last.values()}
    known = {text for text, _ in near_duplicates(sorted(texts), measured)}
    kept = [one for one in last.values() if one.text not in known]
    tests = [len(kept) >= FEW and _tests(one.text) for one in kept]
    return Sorted(
        teaching=tuple(one for one, test in zip(kept, tests, strict=True) if not test),
        held_back=tuple(one for one, test in zip(kept, tests, strict=True) if test),
        left_out=len(last) - len(kept),
    )


def write_lessons(lessons: Iterable[Authored], folder: Path) -> None:
    """One YAML file an intent and language, as Rasa reads them; what was there before goes.

    So nothing stays of a message whose customer has asked to be forgotten.
    """
    grouped: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in lessons:
        grouped[one.intent, one.language].append(one.text)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yml"):
        old.unlink()
    for (intent, language), texts in grouped.items():
        examples = "".join(f"    - {text}\n" for text in texts)
        content = f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{examples}'
        (folder / f"{intent}.{language}.yml").write_text(content, encoding="utf-8")


def _lesson(number: int, line: str) -> Authored:
    try:
        raw = json.loads(line)
        text = " ".join(classifiable(raw["text"]).split())
        return Authored(str(Intent(raw["intent"])), str(Language(raw["language"])), text)
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise BadLessons(f"line {number}: expected text, intent and language ({type(exc).__name__})") from exc


def _tests(text: str) -> bool:
    return zlib.crc32(folded(text).encode()) % HELD_BACK == 0
