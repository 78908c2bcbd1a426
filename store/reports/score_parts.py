"""What a score sheet is made of besides survey answers: promised times, and marks of spot checks."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

import numpy as np
from sqlalchemy import ScalarSelect, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep
from store.models.conversations import Conversation
from store.models.customers import tests_among_customers
from store.models.reviews import Reading
from store.reports.check_figures import score_of
from store.reports.statistics.figures import are_enough
from store.reports.statistics.formulas import mean_of, share_at_least
from store.reports.statistics.intervals import Estimate, Interval
from store.reports.sums.clusters import Clusters
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope, within

ANSWERED_BY = (CaseStep.REPLIED, CaseStep.SETTLED)
COURTESY = "courtesy"  # the criterion of spot checks that stands for itself


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A measure from 0 to 1 of n answers, cases or conversations; without an estimate these are too few."""

    n: int
    estimate: Estimate | None


PartsByGroup = Mapping[str, ScorePart]


def score_part(n: int, customers: int, value: float, interval: Interval | None) -> ScorePart:
    """Return the part, without an estimate where it has too few answers or customers."""
    if interval is None or not are_enough(n, customers):
        return ScorePart(n, None)
    return ScorePart(n, Estimate(value, interval))


async def promises(session: AsyncSession, scope: Scope, by: By, now: datetime) -> PartsByGroup:
    """Return the share of promised times of first replies that were met, of those that are over.

    Cases that the customer took back are left out. Merged ones count as the one that they went into.
    """
    in_time = exists().where(
        or_(CaseEvent.case_id == Case.id, CaseEvent.case_id.in_(_merged_into())),
        CaseEvent.step.in_(ANSWERED_BY),
        CaseEvent.at <= Case.due_at,
    )
    place = Case.agent if by is By.AGENT else Case.outlet
    statement = select(place, Case.customer_id, in_time).where(
        place.is_not(None),
        Case.due_at < now,
        Case.status.not_in((CaseStatus.WITHDRAWN, CaseStatus.MERGED)),
        Case.customer_id.not_in(tests_among_customers()),
        *within(Case.opened_at, scope),
    )
    if scope.outlet is not None:
        statement = statement.where(Case.outlet == scope.outlet)
    rows = [(str(group), customer, bool(met)) for group, customer, met in await session.execute(statement)]
    names = sorted({group for group, _, _ in rows})
    place_of = {name: number for number, name in enumerate(names)}
    places = np.array([place_of[group] for group, _, _ in rows], dtype=np.int64)
    customers = np.array([customer for _, customer, _ in rows], dtype=np.int64)
    met = np.array([each for _, _, each in rows], dtype=np.float64)
    designs = Clusters(len(names), places, customers).designs(met, np.ones(len(rows), dtype=np.bool_))
    found = {}
    for place_, design in designs.items():
        kept = int(met[places == place_].sum())
        share = share_at_least({0: design.n - kept, 1: kept}, 1, design)
        found[names[place_]] = score_part(design.n, design.customers, share.value, share.interval)
    return found


def _merged_into() -> ScalarSelect[int]:
    """The cases that went into the case of the statement around."""
    gone = aliased(Case)
    return select(gone.id).where(gone.merged_into_id == Case.id).correlate(Case).scalar_subquery()


async def marks(
    session: AsyncSession, scope: Scope, by: By, weights: Mapping[str, int]
) -> tuple[PartsByGroup, PartsByGroup]:
    """Return the mean score of spot checks without courtesy, and that of courtesy, by first readings.

    A conversation belongs to the outlets or agents of its cases.
    """
    place = Case.agent if by is By.AGENT else Case.outlet
    statement = (
        select(place, Conversation.customer_id, Reading.id, Reading.marks)
        .join(Conversation, Conversation.id == Reading.conversation_id)
        .join(Case, Case.conversation_id == Conversation.id)
        .where(
            place.is_not(None),
            Reading.turn == 1,
            Reading.done_at.is_not(None),
            Conversation.customer_id.not_in(tests_among_customers()),
            *within(Reading.done_at, scope),
        )
        .order_by(Reading.id)
    )
    if scope.outlet is not None:
        statement = statement.where(Case.outlet == scope.outlet)
    readings = {
        (str(group), reading): (customer, marked or {})
        for group, customer, reading, marked in await session.execute(statement)
    }
    others = {name: points for name, points in weights.items() if name != COURTESY}
    courtesy = {name: points for name, points in weights.items() if name == COURTESY}
    return _means(readings, others), _means(readings, courtesy)


def _means(
    readings: Mapping[tuple[str, int], tuple[int, Mapping[str, str]]], weights: Mapping[str, int]
) -> PartsByGroup:
    """The means of customers, each of which counts once."""
    scores: defaultdict[str, defaultdict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (group, _), (customer, marked) in readings.items():
        score = score_of(marked, weights)
        if score is not None:
            scores[group][customer].append(score)
    found = {}
    for group, of_customers in scores.items():
        mean = mean_of(Counter(map(fmean, of_customers.values())).items(), 0.0, 1.0)
        n = sum(map(len, of_customers.values()))
        found[group] = score_part(n, len(of_customers), mean.value, mean.interval)
    return found
