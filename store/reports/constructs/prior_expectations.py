"""Gaps to what customers expected before a service, where its booking was reported and they were asked.

Both halves of a pair are answers to two invitations, one about the booking and one about the service. They
are apart from gaps to what customers recall after the service, which the service itself may have coloured.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.occasions import APART, Occasion
from store.models.question_kinds import EXPECTED, PERCEIVED
from store.models.surveys import Answer, Invitation, Service
from store.reports.statistics.formulas import Mean
from store.reports.statistics.moments import Moments
from store.reports.statistics.scales import dimension_mean, weighted_mean
from store.reports.sums.clusters import Clusters
from store.reports.sums.gathering import Meanings
from store.reports.sums.grouping import Grouping
from store.reports.sums.instruments import Instrument
from store.reports.sums.measures import Measure, Subject
from store.reports.sums.raw import place_of
from store.reports.sums.scope import Scope, in_scope

MOST_PAIRS = 50_000  # the newest ones
FIRST, LAST = 1, 5


class PriorPair(NamedTuple):
    """A perception less the expectation from before, by the invitation that asked how it was."""

    group: str
    customer: int
    dimension: str
    gap: int


async def prior_gaps(
    session: AsyncSession, scope: Scope, known: Meanings, groups: Grouping
) -> Sequence[tuple[Subject, Mapping[str | None, Mean]]]:
    """Return the gaps of each dimension, and the weighted one where every dimension has answers."""
    found: list[tuple[Subject, Mapping[str | None, Mean]]] = []
    for each in known.instruments:
        if each.asked_before and scope.survey_key in (None, each.survey_key):
            found += gaps_of(each, await _pairs(session, scope, each, groups), groups)
    return found


async def _pairs(
    session: AsyncSession, scope: Scope, instrument: Instrument, groups: Grouping
) -> Sequence[PriorPair]:
    dimensions = {item.question: item.dimension or "" for item in instrument.scale if item.expected}
    statement = (
        _joined()
        .where(
            in_scope(replace(scope, survey_key=instrument.survey_key)),
            BEFORE.survey_key == instrument.survey_key,
            TOLD.question.in_(dimensions),
        )
        .order_by(Invitation.asked_at.desc(), TOLD.id.desc())
        .limit(MOST_PAIRS)
    )
    rows: Sequence[Any] = (await session.execute(statement)).all()
    return [
        PriorPair(groups.group(place_of(row[:6], row[6])), row[7], dimensions[row[8]], row[9]) for row in rows
    ]


BOOKING, BEFORE = aliased(Service), aliased(Invitation)
EXPECTATION, TOLD = aliased(Answer), aliased(Answer)


def _joined() -> Select[Any]:
    """The place of each pair, whose it is, what was asked, and the gap between the first answers."""
    first, expected = (func.coalesce(each.first_number, each.number) for each in (TOLD, EXPECTATION))
    is_booking = and_(
        BOOKING.source == Occasion.BOOKING.source,
        BOOKING.source_id == Service.source + APART + Service.source_id,
    )
    is_before = and_(BEFORE.service_id == BOOKING.id, BEFORE.customer_id == Invitation.customer_id)
    is_other_half = and_(
        EXPECTATION.invitation_id == BEFORE.id,
        EXPECTATION.question == func.replace(TOLD.question, PERCEIVED, EXPECTED),
    )
    places = Invitation.asked_at, Invitation.survey_key, Invitation.outlet, Invitation.agent, Service.kind
    whose = Invitation.language, Service.source, Invitation.customer_id
    return (
        select(*places, *whose, TOLD.question, first - expected)
        .select_from(Invitation)
        .join(Service, Service.id == Invitation.service_id)
        .join(BOOKING, is_booking)
        .join(BEFORE, is_before)
        .join(TOLD, TOLD.invitation_id == Invitation.id)
        .join(EXPECTATION, is_other_half)
        .where(TOLD.number.is_not(None), EXPECTATION.number.is_not(None))
    )


def gaps_of(
    instrument: Instrument, pairs: Sequence[PriorPair], groups: Grouping
) -> Iterator[tuple[Subject, Mapping[str | None, Mean]]]:
    """Return the mean gaps of pairs, with customers as clusters."""
    if not pairs:
        return
    moments = _moments(instrument.dimensions, pairs, groups)
    width = LAST - FIRST
    for name in instrument.dimensions:
        means = {
            group: dimension_mean(each, name, -width, width)
            for group, each in moments.items()
            if each.customers(name)
        }
        yield Subject(Measure.GAP_BEFORE, survey=instrument.survey_key, dimension=name), means
    overall = {
        group: weighted_mean(each, instrument.weights, -width, width)
        for group, each in moments.items()
        if all(each.customers(name) for name in instrument.dimensions)
    }
    yield Subject(Measure.GAP_BEFORE_WEIGHTED, survey=instrument.survey_key), overall


def _moments(
    dimensions: tuple[str, ...], pairs: Sequence[PriorPair], groups: Grouping
) -> Mapping[str | None, Moments]:
    names = sorted({pair.group for pair in pairs})
    places = {name: place for place, name in enumerate(names)}
    customers = np.unique(np.array([pair.customer for pair in pairs]), return_inverse=True)[1]
    sums, counts = np.zeros((2, len(dimensions), len(pairs)), dtype=np.int64)
    for place, pair in enumerate(pairs):
        row = dimensions.index(pair.dimension)
        sums[row, place], counts[row, place] = pair.gap, 1
    group = np.array([places[pair.group] for pair in pairs], dtype=np.int64)
    whole = Clusters(1, np.zeros_like(group), customers).moments(dimensions, sums, counts)
    found: dict[str | None, Moments] = {None: whole[0]}
    if groups.by is not None:
        apart = Clusters(len(names), group, customers).moments(dimensions, sums, counts)
        found |= {names[place]: each for place, each in apart.items()}
    return found
