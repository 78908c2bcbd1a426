"""Invitations one by one, as columns of numbers: what sums by day cannot tell, such as whose an answer is.

A column has an entry for each invitation. Names are numbers in a list, and a missing number is −1.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from store.reports.sums.gathering import Meanings
from store.reports.sums.raw import Asked
from store.reports.sums.statistic import read_sheet

MISSING = -1
MINUTE = 60
DELIVERED, ANSWERED = 1, 2
NAMES = ("outlet", "agent", "service", "language")
# How wide the entries are: customers, minutes since 1970, names, and numbers of a scale.
CUSTOMER, MOMENT, NAME, STATE, NUMBER = "<i4", "<i4", "<i4", "<u1", "<i1"
FIXED = {
    "customer": CUSTOMER,
    "asked": MOMENT,
    "until": MOMENT,
    "state": STATE,
    "talk": STATE,
    **dict.fromkeys(NAMES, NAME),
}
Column = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """`fixed` are the columns that all invitations have, `numbers` those of the questions, by question."""

    names: Sequence[str]
    fixed: Mapping[str, Column]
    numbers: Mapping[str, Column]

    def __len__(self) -> int:
        """Return the number of invitations."""
        return len(self.fixed["customer"])

    def pack(self) -> bytes:
        """Return the columns as bytes: a line of JSON that says what follows, then the entries."""
        head = {"n": len(self), "names": list(self.names), "questions": list(self.numbers)}
        entries = [self.fixed[name].astype(kind).tobytes() for name, kind in FIXED.items()]
        entries += [column.astype(NUMBER).tobytes() for column in self.numbers.values()]
        return json.dumps(head).encode() + b"\n" + b"".join(entries)

    @classmethod
    def unpack(cls, content: bytes) -> Self:
        """Return what `pack` gave."""
        line, _, entries = content.partition(b"\n")
        head = json.loads(line)
        kinds = {**FIXED, **{f"?{question}": NUMBER for question in head["questions"]}}
        found, place = {}, 0
        for name, kind in kinds.items():
            found[name] = np.frombuffer(entries, kind, head["n"], place)
            place += head["n"] * np.dtype(kind).itemsize
        numbers = {question: found[f"?{question}"] for question in head["questions"]}
        return cls(head["names"], {name: found[name] for name in FIXED}, numbers)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return all invitations of several parts."""
        names = list(dict.fromkeys(name for part in parts for name in part.names))
        places = {name: place for place, name in enumerate(names)}
        fixed = {
            name: np.concatenate([_renamed(part, name, places) for part in parts])
            if name in NAMES
            else np.concatenate([part.fixed[name] for part in parts])
            for name in FIXED
        }
        questions = dict.fromkeys(question for part in parts for question in part.numbers)
        numbers = {
            question: np.concatenate([_filled(part, question) for part in parts]) for question in questions
        }
        return cls(names, fixed, numbers)

    def where(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """Return only the chosen invitations."""
        return type(self)(
            self.names,
            {name: column[chosen] for name, column in self.fixed.items()},
            {question: column[chosen] for question, column in self.numbers.items()},
        )

    def named(self, name: str, value: str | None) -> npt.NDArray[np.bool_]:
        """Return which invitations have this value."""
        code = self.names.index(value) if value in self.names else MISSING - 1
        found: npt.NDArray[np.bool_] = self.fixed[name] == (MISSING if value is None else code)
        return found


def columns_of(asked: Iterable[Asked], known: Meanings) -> Mapping[tuple[str, str], Columns]:
    """Return invitations as columns, by survey and occasion."""
    by_source: defaultdict[tuple[str, str], list[Asked]] = defaultdict(list)
    for each in asked:
        by_source[(each.place.survey_key, each.place.occasion.value)].append(each)
    return {source: _columns(rows, known) for source, rows in by_source.items()}


def _columns(rows: Sequence[Asked], known: Meanings) -> Columns:
    names: dict[str, int] = {}
    fixed: dict[str, list[int]] = {name: [] for name in FIXED}
    instrument = known.by_survey.get(rows[0].place.survey_key)
    questions = list(_questions(instrument.kinds if instrument else {}, known))
    numbers: dict[str, list[int]] = {question: [] for question in questions}
    for asked in rows:
        given, place = read_sheet(asked.course.sheet), asked.place
        told = (place.outlet, place.agent, place.service, place.language)
        for name, value in zip(NAMES, told, strict=True):
            fixed[name].append(MISSING if value is None else names.setdefault(value, len(names)))
        fixed["customer"].append(asked.customer)
        fixed["asked"].append(_minutes(place.asked_at))
        fixed["until"].append(MISSING if asked.until is None else _minutes(asked.until))
        has_answer = any(question not in known.consents for question in given)
        delivered = asked.course.delivered or has_answer
        fixed["state"].append(DELIVERED * delivered + ANSWERED * has_answer)
        fixed["talk"].append(asked.talk)
        other = known.rescaled(asked)
        for question in questions:
            number = None if question in other else given.get(question)
            numbers[question].append(number if isinstance(number, int) else MISSING)
    return Columns(
        list(names),
        {name: np.array(column, dtype=FIXED[name]) for name, column in fixed.items()},
        {name: np.array(column, dtype=NUMBER) for name, column in numbers.items()},
    )


def _questions(kinds: Mapping[str, str], known: Meanings) -> Iterable[str]:
    """The questions with numbers, each expectation beside its perception."""
    yield from kinds
    expected = {item.expected for each in known.instruments for item in each.items if item.question in kinds}
    yield from sorted(name for name in expected if name is not None)


def _minutes(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp()) // MINUTE


def _renamed(part: Columns, name: str, places: Mapping[str, int]) -> Column:
    """The names as numbers in another list."""
    table = np.array([*(places[each] for each in part.names), MISSING], dtype=NAME)
    return table[part.fixed[name]]


def _filled(part: Columns, question: str) -> Column:
    column = part.numbers.get(question)
    return np.full(len(part), MISSING, dtype=NUMBER) if column is None else column
