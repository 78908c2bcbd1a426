"""A survey as it is defined in data/surveys/, versioned by its content."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from actions.settings.survey_questions import Name, Question, Texts
from actions.settings.survey_validation import Location, inconsistencies, misplaced
from actions.settings.yaml_files import DataError, YamlFile
from actions.settings.yaml_lines import YamlLines, load_with_lines
from store.models.question_kinds import KINDS
from store.models.rotation import turned

KEPT = 500  # surveys as invitations ask them, some kilobytes each


@dataclass(frozen=True, slots=True)
class Apart:
    """How pairs are asked apart: what is expected before a service, and what is perceived after it.

    Each invitation asks `items_asked` pairs of a dimension, the same ones before and after. `before` and
    `after` are introductions.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    before: Texts
    after: Texts
    items_asked: Annotated[int, Field(ge=1)] = 1


@dataclass(frozen=True)
class Survey:
    """A survey: its key is the name of its file, its digest stands for its content.

    `weights` are points for the dimensions, 100 in all. A survey that follows up a settled case is not held
    back by the cooldown of others. `items_asked` is how many items of each dimension an invitation asks, in
    rotation; without it all. With `apart`, what customers expect can be asked before a booked service.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    key: Name
    title: Texts
    questions: tuple[Question, ...]
    introduction: Texts | None = None
    dimensions: Mapping[Name, Texts] = field(default_factory=dict)
    weights: Mapping[Name, int] = field(default_factory=dict)
    follow_up: bool = False
    items_asked: Annotated[int, Field(ge=1)] | None = None
    apart: Apart | None = None
    digest: str = ""

    @property
    def is_nps(self) -> bool:
        """Whether it measures word of mouth, which has a separate cooldown."""
        return any(KINDS[question.kind].has_own_cooldown for question in self.questions)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions as they are put to the customer: a pair is two of them."""
        return tuple(half for question in self.questions for half in question.halves)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The same by the ids under which they are asked."""
        return {question.id: question for question in self.asked}

    @cached_property
    def for_invitation(self) -> Callable[[int], "Survey"]:
        """The survey as the invitation of a number asks it: items and options in rotation; see `rotation`.

        It is kept for the invitations that were asked for last, since each tap needs it.
        """
        return lru_cache(maxsize=KEPT)(self._for_invitation)

    def _for_invitation(self, number: int) -> "Survey":
        if self.items_asked is None and not any(
            each.turns or each.when or each.block for each in self.questions
        ):
            return self
        left_out = set(self._left_out(number))
        asked = (each.for_invitation(number) for each in self.questions if each.id not in left_out)
        turned_survey = replace(self, questions=tuple(asked))
        turned_survey.by_id.keys()  # made here, once: each tap reads it
        return turned_survey

    def _left_out(self, number: int) -> Iterator[str]:
        """The items and blocks that it is not the turn of."""
        blocks = tuple(dict.fromkeys(each.block for each in self.questions if each.block is not None))
        others = set(turned(blocks, number, "block")[1:])
        yield from (each.id for each in self.questions if each.block in others)
        for dimension in self.dimensions if self.items_asked is not None else ():
            items = [question.id for question in self.questions if question.dimension == dimension]
            yield from turned(items, number, dimension)[self.items_asked :]

    def question(self, name: str) -> Question | None:
        """The question that is asked under this id, if there is one."""
        return self.by_id.get(name)

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
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise DataError([f"{folder}: expected at least one survey, such as post_service.yml"])
    return read_surveys(files)


def read_surveys(files: Iterable[YamlFile]) -> Mapping[str, Survey]:
    """Read and check these surveys, by key.

    Raises:
        DataError: see `load_surveys`.
    """
    surveys: dict[str, Survey] = {}
    problems: list[str] = []
    for file in files:
        try:
            surveys[file.stem] = _load(file)
        except DataError as exc:
            problems += exc.problems
    if problems:
        raise DataError(problems)
    return surveys


def _load(file: YamlFile) -> Survey:
    content, marks = load_with_lines(file)
    if not isinstance(content, dict) or {"key", "digest"} & set(content):
        raise DataError(
            [f"{file}, line 1: expected a mapping with title and questions (the key is the file's name)"]
        )
    try:
        survey = _adapter().validate_python({**content, "key": file.stem})
    except ValidationError as exc:
        raise DataError(_named(file, marks, _mistakes(exc))) from exc
    if problems := _named(file, marks, _inconsistencies(survey)):
        raise DataError(problems)
    return with_digest(survey)


def _inconsistencies(survey: Survey) -> Iterator[tuple[Location, str]]:
    yield from inconsistencies(survey.questions)
    yield from misplaced(
        survey.questions, survey.dimensions, survey.weights, is_apart=survey.apart is not None
    )


def with_digest(survey: Survey) -> Survey:
    """The survey with the digest of its content."""
    return replace(survey, digest=_digest(replace(survey, digest="")))


def _digest(survey: Survey) -> str:
    """Of what was written down only, so that a new field of a later release changes no version."""
    written = _adapter().dump_python(survey, mode="json", exclude_defaults=True)
    content = json.dumps(written, sort_keys=True, ensure_ascii=False)
    return sha256(content.encode()).hexdigest()


def _mistakes(exc: ValidationError) -> Iterator[tuple[Location, str]]:
    for error in exc.errors(include_url=False, include_input=False):
        message = error["msg"].removeprefix("Value error, ")
        if error["type"] == "unexpected_keyword_argument":
            message = "expected nothing of this name; is it misspelt?"
        yield error["loc"], message


def _named(file: YamlFile, marks: YamlLines, mistakes: Iterator[tuple[Location, str]]) -> list[str]:
    return [
        f"{file}, line {marks.line(loc)}: {'.'.join(map(str, loc)) or 'the file'}: {message}"
        for loc, message in mistakes
    ]
