"""What the questions of the stored survey versions measure.

Definitions are read as they were stored when they were asked, so that old answers keep their meaning. The
same question id means the same in all versions and languages: answers to it are pooled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.question_kinds import EXPECTED, KINDS, UNKNOWN, Distribution, pair_of
from store.models.surveys import SurveyVersion


@dataclass(frozen=True, slots=True)
class Item:
    """What is answered by a number. An item with a dimension is part of a scale of several items.

    `question` is the id that answers are stored under; `expected` the one of the expectation, where this is
    a perception that has one. `against` is the item that it is compared with.
    """

    question: str
    kind: str
    dimension: str | None = None
    expected: str | None = None
    against: str | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest number."""
        scale = KINDS[self.kind].scale
        return scale[0], scale[-1]


@dataclass(frozen=True, slots=True)
class Instrument:
    """What one survey measures, in all its versions.

    `weights` are parts of 1, by dimension. `listed` are the questions whose answers are listed one by one.
    `asked_before` says that what is expected was asked before services.
    """

    survey_key: str
    items: tuple[Item, ...]
    weights: Mapping[str, float]
    listed: tuple[str, ...] = ()
    asked_before: bool = False

    @property
    def single(self) -> tuple[Item, ...]:
        """The questions that stand for themselves."""
        return tuple(item for item in self.items if item.dimension is None)

    @property
    def scale(self) -> tuple[Item, ...]:
        """The items of dimensions."""
        return tuple(item for item in self.items if item.dimension is not None)

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each question that is answered by a number."""
        return {item.question: item.kind for item in self.items}

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions in the order of the questions."""
        return tuple(dict.fromkeys(item.dimension for item in self.items if item.dimension is not None))


async def instruments(session: AsyncSession, survey_key: str | None = None) -> tuple[Instrument, ...]:
    """All surveys that were ever asked, or the one of this key, by key."""
    statement = select(SurveyVersion.key, SurveyVersion.definition)
    if survey_key is not None:
        statement = statement.where(SurveyVersion.key == survey_key)
    rows = (await session.execute(statement.order_by(SurveyVersion.key, SurveyVersion.id))).tuples().all()
    return tuple(
        _instrument(key, [definition for _, definition in versions])
        for key, versions in groupby(rows, key=lambda row: row[0])
    )


async def consents(session: AsyncSession) -> tuple[str, ...]:
    """The questions that only ask whether to go on: a no is the opposite of an answer."""
    versions = await session.scalars(select(SurveyVersion.definition))
    questions = (question for version in versions for question in version["questions"])
    found = {each["id"] for each in questions if KINDS.get(each["kind"], UNKNOWN).asked_first}
    return tuple(sorted(found))


async def scales(session: AsyncSession) -> Mapping[int, Mapping[str, str]]:
    """The kind of each question that is answered by a number, by the id of the version that asked it."""
    rows = (await session.execute(select(SurveyVersion.id, SurveyVersion.definition))).tuples()
    return {version: {item.question: item.kind for item in _items(content)} for version, content in rows}


def _instrument(key: str, versions: Sequence[Mapping[str, Any]]) -> Instrument:
    """The newest version says how a question is meant; the weights are the newest that were given."""
    items = {item.question: item for version in versions for item in _items(version)}
    points: Mapping[str, float] = next(
        (version["weights"] for version in reversed(versions) if version.get("weights")), {}
    )
    dimensions = dict.fromkeys(item.dimension for item in items.values() if item.dimension is not None)
    given = {name: float(points.get(name, 0.0 if points else 1.0)) for name in dimensions}
    whole = sum(given.values()) or 1.0
    weights = {name: value / whole for name, value in given.items()}
    before = any(each["id"].endswith(EXPECTED) for version in versions for each in version["questions"])
    return Instrument(key, tuple(items.values()), weights, _listed(versions), before)


def _listed(versions: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Questions without steps and options, and those of a construct: where expectations come from."""
    newest = {each["id"]: each for version in versions for each in version["questions"]}
    return tuple(name for name, each in newest.items() if _is_listed(each))


def _is_listed(question: Mapping[str, Any]) -> bool:
    distribution = KINDS.get(question["kind"], UNKNOWN).distribution
    return distribution is Distribution.VALUES or (
        distribution is Distribution.OPTIONS and question.get("construct") is not None
    )


def _items(version: Mapping[str, Any]) -> Iterator[Item]:
    for question in version["questions"]:
        name, kind = question["id"], question["kind"]
        known = KINDS.get(kind, UNKNOWN)
        if known.asked_twice:
            expected, perceived = pair_of(name)
            if name != expected:  # what was expected is asked apart there
                yield Item(perceived, kind, question["dimension"], expected)
        elif known.is_counted:
            yield Item(name, kind, question.get("dimension"), against=question.get("against"))
