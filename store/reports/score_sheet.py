"""The score sheet: a composite of outlets or agents, of parts whose weights the business sets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.question_kinds import BEFORE_AND_AFTER, KINDS
from store.reports.report import Line, Report, ReportRequest, csat_of_services, report
from store.reports.score_parts import PartsByGroup, ScorePart, marks, promises
from store.reports.statistics.composite import RankSpan, composite, rank_spans
from store.reports.statistics.intervals import Estimate, Interval
from store.reports.sums.grouping import UNTOLD, By
from store.reports.sums.measures import Measure
from store.reports.sums.scope import Scope


class ScoreBy(StrEnum):
    """Whose scores a sheet has."""

    OUTLET = "outlet"
    AGENT = "agent"


class ScoredBy(StrEnum):
    """The parts of a score, each from 0 to 1."""

    SATISFACTION = "satisfaction"  # CSAT of reported services
    RECOVERY = "recovery"  # the mean score after a remedy, from the lowest step to the highest
    PROMISES = "promises"  # promised times of first replies that were met
    CHECKS = "checks"  # spot checks, without courtesy
    COURTESY = "courtesy"  # of spot checks


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The parts of one group, their composite, and which ranks it may have.

    `missing` are the parts with a weight that have too few answers: then the others make up the total, and
    it has no rank. Nor has a row of which the intervals do not say whether any other is better or worse.
    """

    group: str
    parts: Mapping[ScoredBy, ScorePart]
    total: Estimate | None
    missing: tuple[ScoredBy, ...]
    rank: RankSpan | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The rows from the highest total down, and the points of each part."""

    rows: tuple[ScoreRow, ...]
    weights: Mapping[ScoredBy, float]


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """Whose scores, in which scope, as of when, and the points of the parts and of the criteria of checks."""

    scope: Scope
    zone: ZoneInfo
    by: By
    now: datetime
    weights: Mapping[ScoredBy, float]
    criteria: Mapping[str, int]


def points_by_part(points: Mapping[str, float]) -> Mapping[ScoredBy, float]:
    """Return the points that the business has set by the names of the parts."""
    return {ScoredBy(name): each for name, each in points.items()}


async def score_sheet(session: AsyncSession, asked: ScoreRequest) -> ScoreSheet:
    """Return the score sheet of the outlets or agents that have anything to score."""
    reported = await report(session, ReportRequest(asked.scope, asked.zone, asked.by, now=asked.now))
    checks, courtesy = await marks(session, asked.scope, asked.by, asked.criteria)
    parts = {
        ScoredBy.SATISFACTION: _satisfaction(reported),
        ScoredBy.RECOVERY: _recovery(reported),
        ScoredBy.PROMISES: await promises(session, asked.scope, asked.by, asked.now),
        ScoredBy.CHECKS: checks,
        ScoredBy.COURTESY: courtesy,
    }
    return filled(parts, asked.weights)


def filled(parts: Mapping[ScoredBy, PartsByGroup], weights: Mapping[ScoredBy, float]) -> ScoreSheet:
    """Return the sheet of these parts by group. A part that no group has enough answers for is left out."""
    counted = [
        name
        for name in ScoredBy
        if weights.get(name, 0) > 0 and any(part.estimate for part in parts[name].values())
    ]
    groups = sorted({group for each in parts.values() for group in each} - {UNTOLD})
    rows = [_row(group, parts, weights, counted) for group in groups]
    whole = [row for row in rows if row.total is not None and not row.missing]
    spans = rank_spans([row.total for row in whole if row.total is not None])
    ranks = {
        row.group: span for row, span in zip(whole, spans, strict=True) if span != RankSpan(1, len(whole))
    }
    ranked = [ScoreRow(row.group, row.parts, row.total, row.missing, ranks.get(row.group)) for row in rows]
    ranked.sort(key=lambda row: (bool(row.missing), -(row.total.value if row.total else -1.0), row.group))
    return ScoreSheet(tuple(ranked), weights)


def _row(
    group: str,
    parts: Mapping[ScoredBy, PartsByGroup],
    weights: Mapping[ScoredBy, float],
    counted: Sequence[ScoredBy],
) -> ScoreRow:
    own = {name: parts[name].get(group, ScorePart(0, None)) for name in ScoredBy}
    weighed = [(estimate, weights[name]) for name in counted if (estimate := own[name].estimate) is not None]
    missing = tuple(name for name in counted if own[name].estimate is None)
    return ScoreRow(group, own, composite(weighed) if weighed else None, missing)


def _satisfaction(reported: Report) -> PartsByGroup:
    asked = csat_of_services(reported)
    return dict(_parts([line for line in reported.lines if line.subject == asked], (0.0, 1.0)))


def _recovery(reported: Report) -> PartsByGroup:
    scale = KINDS[BEFORE_AND_AFTER].scale
    lines = [line for line in reported.lines if line.subject.measure is Measure.RECOVERY_AFTER]
    return dict(_parts(lines, (float(scale[0]), float(scale[-1]))))


def _parts(lines: Sequence[Line], ends: tuple[float, float]) -> Iterator[tuple[str, ScorePart]]:
    """The figures of groups on a scale of 0 to 1."""
    lowest, width = ends[0], ends[1] - ends[0]
    for line in lines:
        found = line.figure
        if line.group is None:
            continue
        if found.value is None or found.low is None or found.high is None:
            yield line.group, ScorePart(found.n, None)
        else:
            value, low, high = ((each - lowest) / width for each in (found.value, found.low, found.high))
            yield line.group, ScorePart(found.n, Estimate(value, Interval(low, high)))
