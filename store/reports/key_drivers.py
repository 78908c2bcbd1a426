"""Key drivers: what satisfaction moves with, and how the business stands there."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from store.reports.driver_questions import DriverQuestion, driver_questions
from store.reports.driver_sheets import Sheet, driver_sheets
from store.reports.statistics.arrays import Real, Whole
from store.reports.statistics.formulas import ENOUGH
from store.reports.statistics.relative_weights import (
    DriverSample,
    RelativeWeight,
    needed,
    relative_weights,
)
from store.reports.sums.scope import Scope


@dataclass(frozen=True, slots=True)
class Driver:
    """One of the names, and how much the outcome moves with it."""

    name: str
    weight: RelativeWeight
    customers: int  # who named it, or rated it


@dataclass(frozen=True, slots=True)
class DriverMap:
    """The drivers of one outcome, the most important first; none where customers are fewer than `needed`.

    `left_out` are names that too few customers named, or nearly all.
    """

    asked: DriverQuestion
    n: int
    customers: int
    needed: int
    drivers: tuple[Driver, ...]
    left_out: tuple[str, ...]

    @property
    def explained(self) -> float:
        """Return the part of the outcome's variance that moves with all drivers together."""
        return sum(each.weight.importance.value for each in self.drivers)


async def key_drivers(session: AsyncSession, scope: Scope) -> tuple[DriverMap, ...]:
    """Return a map for each question or set of dimensions that was answered beside a score."""
    questions = [
        asked for asked in await driver_questions(session) if scope.survey_key in (None, asked.survey_key)
    ]
    maps = [await _map_of(session, scope, asked) for asked in questions]
    return tuple(found for found in maps if found is not None)


async def key_driver_map(
    session: AsyncSession, scope: Scope, survey_key: str, question: str | None
) -> DriverMap | None:
    """Return the map of one question of a survey, or of its dimensions; None where none was answered."""
    for asked in await driver_questions(session):
        if (asked.survey_key, asked.question) == (survey_key, question):
            return await _map_of(session, scope, asked)
    return None


async def _map_of(session: AsyncSession, scope: Scope, asked: DriverQuestion) -> DriverMap | None:
    sheets = await driver_sheets(session, scope, asked)
    # This takes a third of a second.
    return await asyncio.to_thread(driver_map, asked, sheets) if sheets else None


def driver_map(asked: DriverQuestion, sheets: Sequence[Sheet]) -> DriverMap:
    """Weigh the drivers as far as the sheets carry it."""
    customers = np.array([sheet.customer for sheet in sheets], dtype=np.int64)
    values = np.array([sheet.values for sheet in sheets], dtype=np.float64).reshape(-1, len(asked.names))
    counts = {name: _customers(customers, values[:, at], asked) for at, name in enumerate(asked.names)}
    kept = [at for at, name in enumerate(asked.names) if min(counts[name]) >= ENOUGH]
    left_out = tuple(name for at, name in enumerate(asked.names) if at not in kept)
    whole, wanted = len(np.unique(customers)), needed(len(kept))
    scores = np.array([sheet.score for sheet in sheets], dtype=np.float64)
    if not kept or whole < wanted or len(np.unique(scores)) < 2:
        return DriverMap(asked, len(sheets), whole, wanted, (), left_out)
    weights = np.array([sheet.weight for sheet in sheets])
    found = relative_weights(
        DriverSample(values[:, kept], scores, weights, customers, named=asked.question is not None)
    )
    drivers = [
        Driver(asked.names[at], weight, counts[asked.names[at]][0])
        for at, weight in zip(kept, found, strict=True)
    ]
    drivers.sort(key=lambda each: -each.weight.importance.value)
    return DriverMap(asked, len(sheets), whole, wanted, tuple(drivers), left_out)


def _customers(customers: Whole, values: Real, asked: DriverQuestion) -> tuple[int, int]:
    """How many customers named it and did not; of a dimension, how many rated it, twice."""
    if asked.question is None:
        several = len(np.unique(customers)) if len(np.unique(values)) > 1 else 0
        return several, several
    return len(np.unique(customers[values > 0])), len(np.unique(customers[values == 0]))
