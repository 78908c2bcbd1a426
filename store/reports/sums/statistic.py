"""All that reports need to know of some invitations to one survey, in numbers that can be added.

Counts have names: `sent`, `delivered`, `answered`, `status:completed`, `number:satisfaction:5`,
`rescaled:satisfaction` (a number of a scale that is asked no more),
`chose:reasons` (at least one option), `option:reasons:price`, `words:comment`, and `pair:satisfaction:2>4`
for a recovery that led from 2 to 4.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from operator import add
from typing import Any, Self

from store.reports.statistics.moments import Sums
from store.reports.sums.scoring import Scoring

BETWEEN_ANSWERS, BETWEEN_PARTS = ";", ":"


@dataclass(frozen=True, slots=True)
class Course:
    """How far one invitation came. `sheet` holds what was answered, as `raw` writes it."""

    status: str
    sent: bool
    delivered: bool
    sheet: str | None


@dataclass(slots=True)
class Statistic:
    """Counts by name, and the sums of the scale if the survey has one (see `scoring`)."""

    counts: dict[str, int] = field(default_factory=dict)
    scale: Sums = field(default_factory=list)

    def add(self, other: Self) -> None:
        """Add another one of the same survey."""
        counts = self.counts
        for name, count in other.counts.items():  # the innermost loop of every report
            counts[name] = counts.get(name, 0) + count
        self.add_scale(other.scale)

    def count(self, name: str, times: int = 1) -> None:
        """Count something so often."""
        self.counts[name] = self.counts.get(name, 0) + times

    def add_scale(self, sums: Sums) -> None:
        """Add the sums of a scale."""
        if not self.scale:
            self.scale = list(sums)
        elif sums:
            self.scale = list(map(add, self.scale, sums))

    def named(self, kind: str) -> Iterator[tuple[str, str, int]]:
        """The counts of a kind: question, value (empty where the kind has none), and how often."""
        prefix = kind + BETWEEN_PARTS
        for name, count in self.counts.items():
            if name.startswith(prefix):
                question, _, value = name[len(prefix) :].partition(BETWEEN_PARTS)
                yield question, value, count

    def to_json(self) -> list[Any]:
        """The same as JSON can hold it."""
        return [self.counts, self.scale]

    @classmethod
    def from_json(cls, content: list[Any]) -> Self:
        """What `to_json` gave."""
        return cls(*content)


def note(
    statistic: Statistic,
    course: Course,
    given: Mapping[str, int | list[str] | None],
    scoring: Scoring | None,
    consents: Collection[str],
) -> None:
    """Count one invitation, with what was answered.

    An answer proves the delivery, even where the note of it was lost in a crash. Questions that only ask for
    consent tell nothing yet.
    """
    has_answer = any(question not in consents for question in read_sheet(course.sheet))
    names = [f"status:{course.status}"]
    names += ["sent"] if course.sent else []
    names += ["delivered"] if course.delivered or has_answer else []
    names += ["answered"] if has_answer else []
    for question, value in given.items():
        names += _answer_names(question, value)
    for name in names:
        statistic.count(name)
    if scoring is not None:
        sheet = {question: value for question, value in given.items() if isinstance(value, int)}
        if any(sums := scoring.of_one(sheet)):
            statistic.add_scale(sums)


def read_sheet(sheet: str | None) -> Mapping[str, int | list[str] | None]:
    """What was answered by question: a number, options, or None for words."""
    if sheet is None:
        return {}
    given: dict[str, int | list[str] | None] = {}
    for each in sheet.split(BETWEEN_ANSWERS):
        question, _, value = each.partition("=")
        if not value:
            given[question] = None
        elif value[0] == "[":
            given[question] = json.loads(value)
        else:
            given[question] = int(value)
    return given


def _answer_names(question: str, value: int | list[str] | None) -> Iterator[str]:
    match value:
        case int():
            yield f"number:{question}:{value}"
        case None:
            yield f"words:{question}"
        case [_, *_] as options:
            yield f"chose:{question}"
            yield from (f"option:{question}:{option}" for option in options)
