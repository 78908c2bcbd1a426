"""Entries and questions in JSON lines, for `huifang answers evaluate`."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from actions.answers.entry import Entry, Wording
from actions.answers.finding.evaluation import QuestionWithKey
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Language

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: Filled
    lang: Language


class EntryLine(_Line):
    """An entry in one language."""

    question: Filled
    variants: tuple[Filled, ...] | None = None
    answer: str


class QuestionLine(_Line):
    """A question, and the id of the entry that answers it; null if none does."""

    text: Filled
    answer: Filled | None


Line = TypeVar("Line", bound=_Line)


def read_entry_lines(file: Path) -> tuple[Entry, ...]:
    """Return the entries of a file.

    Raises:
        DataError: lines are wrong, or an id stands there twice; each problem names file and line.
    """
    lines = _lines(file, EntryLine.model_validate)
    return tuple(
        Entry(number, line.id, 1, (Wording(line.lang, line.question, line.variants or (), line.answer),))
        for number, line in lines
    )


def read_question_lines(file: Path, keys: Iterable[str]) -> tuple[QuestionWithKey, ...]:
    """Return the questions of a file, whose answers are among these keys.

    Raises:
        DataError: lines are wrong, an id stands there twice, or no entry has the key; each problem names file
            and line.
    """
    lines = _lines(file, QuestionLine.model_validate)
    known = set(keys)
    problems = [
        f"{file}, line {number}: answer: there is no entry {line.answer!r}"
        for number, line in lines
        if line.answer is not None and line.answer not in known
    ]
    if problems:
        raise DataError(problems)
    return tuple(QuestionWithKey(line.id, line.lang, line.text, line.answer) for _, line in lines)


def _lines(file: Path, read: Callable[[object], Line]) -> list[tuple[int, Line]]:
    try:
        texts = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise DataError([f"{file}: cannot be read: {exc}"]) from exc
    found: dict[str, tuple[int, Line]] = {}
    problems = []
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        try:
            line = read(json.loads(text))
        except json.JSONDecodeError as exc:
            problems.append(f"{file}, line {number}: expected a JSON object: {exc.msg}")
        except ValidationError as exc:
            problems += (f"{file}, line {number}: {_named(error)}" for error in exc.errors())
        else:
            if line.id in found:
                first, _ = found[line.id]
                problems.append(
                    f"{file}, line {number}: id {line.id!r} stands in line {first} too; rename one"
                )
            found.setdefault(line.id, (number, line))
    if not found and not problems:
        problems.append(f"{file}: there is no line in this file")
    if problems:
        raise DataError(problems)
    return list(found.values())


def _named(error: object) -> str:
    assert isinstance(error, dict)  # noqa: S101 -- pydantic's record of a mistake
    place = ".".join(map(str, error["loc"]))
    return f"{place}: {error['msg']}" if place else f"expected a JSON object: {error['msg']}"
