"""A survey as it is defined in data/surveys/, versioned by its content."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from actions.documents import DataError
from actions.surveys.consistency import Location, inconsistencies
from actions.surveys.marks import Marks, load_marked
from actions.surveys.questions import Kind, Name, Question, Texts


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey: its key is the name of its file, its digest stands for its content."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    key: Name
    title: Texts
    questions: tuple[Question, ...]
    introduction: Texts | None = None
    digest: str = ""

    @property
    def is_nps(self) -> bool:
        """Whether it measures word of mouth, which has a cooldown of its own."""
        return any(question.kind is Kind.NPS for question in self.questions)

    def question(self, name: str) -> Question | None:
        """The question of this id, if there is one."""
        return next((question for question in self.questions if question.id == name), None)

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON can hold it."""
        content: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return content

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> "Survey":
        """A survey from what `to_dict` gave."""
        return _adapter().validate_python(dict(content))


@cache
def _adapter() -> TypeAdapter[Survey]:
    return TypeAdapter(Survey)


def load_surveys(folder: Path) -> Mapping[str, Survey]:
    """Read and check every survey of a folder, by key.

    Raises:
        DataError: a file is broken, or a question is wrong: file, line and what is expected are named.
    """
    surveys: dict[str, Survey] = {}
    problems: list[str] = []
    for file in sorted(folder.glob("*.yml")):
        try:
            surveys[file.stem] = _load(file)
        except DataError as exc:
            problems += exc.problems
    if not surveys and not problems:
        problems.append(f"{folder}: expected at least one survey, such as post_service.yml")
    if problems:
        raise DataError(problems)
    return surveys


def _load(file: Path) -> Survey:
    content, marks = load_marked(file)
    if not isinstance(content, dict) or {"key", "digest"} & set(content):
        raise DataError(
            [f"{file}, line 1: expected a mapping with title and questions (the key is the file's name)"]
        )
    try:
        survey = _adapter().validate_python({**content, "key": file.stem})
    except ValidationError as exc:
        raise DataError(_named(file, marks, _mistakes(exc))) from exc
    if problems := _named(file, marks, inconsistencies(survey.questions)):
        raise DataError(problems)
    return replace(survey, digest=_digest(survey))


def _digest(survey: Survey) -> str:
    content = json.dumps(survey.to_dict(), sort_keys=True, ensure_ascii=False)
    return sha256(content.encode()).hexdigest()


def _mistakes(exc: ValidationError) -> Iterator[tuple[Location, str]]:
    for error in exc.errors(include_url=False, include_input=False):
        message = error["msg"].removeprefix("Value error, ")
        if error["type"] == "unexpected_keyword_argument":
            message = "expected nothing of this name; is it misspelt?"
        yield error["loc"], message


def _named(file: Path, marks: Marks, mistakes: Iterator[tuple[Location, str]]) -> list[str]:
    return [
        f"{file}, line {marks.line(loc)}: {'.'.join(map(str, loc)) or 'the file'}: {message}"
        for loc, message in mistakes
    ]
