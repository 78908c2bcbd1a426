"""The scorecard of spot checks: data/scorecard.yml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from actions.settings.survey_questions import Name, Texts
from actions.settings.yaml_files import DataError, YamlFile
from actions.settings.yaml_lines import load_with_lines

POINTS = 100
Problem = tuple[tuple[int | str, ...], str]


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that a conversation is marked for, with its part of 100 points."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    weight: Annotated[int, Field(ge=1, le=POINTS)]
    text: Texts
    help: Texts


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All criteria by id, and how many percent of the conversations are read twice."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    second_readings: Annotated[int, Field(ge=0, le=100)]
    criteria: Annotated[Mapping[Name, Criterion], Field(min_length=2, max_length=12)]

    @property
    def weights(self) -> Mapping[str, int]:
        """The points by criterion."""
        return {name: criterion.weight for name, criterion in self.criteria.items()}


def load_scorecard(file: YamlFile) -> Scorecard:
    """Read and check the scorecard.

    Raises:
        DataError: the file is broken, or something in it is wrong: line and what is expected are named.
    """
    content, marks = load_with_lines(file)
    try:
        scorecard = TypeAdapter(Scorecard).validate_python(content)
    except ValidationError as exc:
        problems = list(_mistakes(exc))
    else:
        problems = list(_inconsistencies(scorecard))
        if not problems:
            return scorecard
    raise DataError(
        [
            f"{file}, line {marks.line(place)}: {'.'.join(map(str, place)) or 'the file'}: {what}"
            for place, what in problems
        ]
    )


def _mistakes(exc: ValidationError) -> Iterator[Problem]:
    for error in exc.errors(include_url=False, include_input=False):
        message = error["msg"].removeprefix("Value error, ")
        if error["type"] == "unexpected_keyword_argument":
            message = "expected nothing of this name; is it misspelt?"
        yield error["loc"], message


def _inconsistencies(scorecard: Scorecard) -> Iterator[Problem]:
    points = sum(scorecard.weights.values())
    if points != POINTS:
        yield ("criteria",), f"expected weights of {POINTS} points in all, found {points}"
