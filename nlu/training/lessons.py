"""What staff have labelled, split into messages that teach and messages that test."""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.contract.labels import Intent, Language
from nlu.contract.text import classifiable
from nlu.training.authored import AuthoredMessage, BadLessons
from nlu.training.duplicates import folded, near_duplicates

HELD_BACK = 5
"""One message in this many tests and never teaches…"""

FEW = 25
"""…but while there are fewer than this, all of them teach: two or three would prove nothing."""


@dataclass(frozen=True)
class LessonSplit:
    """The labelled messages by their use; `left_out` counts those like a measured one."""

    teaching: tuple[AuthoredMessage, ...]
    held_back: tuple[AuthoredMessage, ...]
    left_out: int


def read_lessons(lines: Iterable[str]) -> list[AuthoredMessage]:
    """Read JSON lines with `text`, `intent` and `language`.

    Raises:
        BadLessons: a line is not such an object.
    """
    return [_read_lesson(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def split_lessons(lessons: Sequence[AuthoredMessage], measured: Sequence[str]) -> LessonSplit:
    """Return the use of each message. A text keeps its use when more messages come.

    Of several labels for one text the last counts. A message like a `measured` one must not teach, since it
    would flatter the model that it judges, and must not judge twice.
    """
    last = {folded(one.text): one for one in lessons if folded(one.text)}
    texts = {one.text for one in last.values()}
    known = {text for text, _ in near_duplicates(sorted(texts), measured)}
    kept = [one for one in last.values() if one.text not in known]
    tests = {one for one in kept if len(kept) >= FEW and _tests(one.text)}
    return LessonSplit(
        teaching=tuple(one for one in kept if one not in tests),
        held_back=tuple(one for one in kept if one in tests),
        left_out=len(last) - len(kept),
    )


def write_lessons(lessons: Iterable[AuthoredMessage], folder: Path) -> None:
    """Write one YAML file an intent and language, as Rasa reads them; older files are removed.

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


def _read_lesson(number: int, line: str) -> AuthoredMessage:
    try:
        raw = json.loads(line)
        text = " ".join(classifiable(raw["text"]).split())
        return AuthoredMessage(str(Intent(raw["intent"])), str(Language(raw["language"])), text)
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise BadLessons(f"line {number}: expected text, intent and language ({type(exc).__name__})") from exc


def _tests(text: str) -> bool:
    return zlib.crc32(folded(text).encode()) % HELD_BACK == 0
