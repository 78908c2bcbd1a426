"""What spot checks found: marks by criterion, a score, and how far reviewers agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Conversation
from store.models.customers import tests_among_customers
from store.models.reviews import Mark, Reading, SampledBy, SpotCheck
from store.reports.statistics.formulas import Mean, Share, mean_of
from store.reports.statistics.intervals import wilson
from store.reports.statistics.kappa import Agreement, agreement_of_all

# From bad to good; what does not apply has no place among them.
ORDER = (Mark.NOT_MET, Mark.PARTLY, Mark.MET)
VALUES: Mapping[str, float] = {Mark.MET: 1.0, Mark.PARTLY: 0.5, Mark.NOT_MET: 0.0}


TwoReadings = tuple[Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """How often a criterion was met, of all conversations to which it applies; every mark is counted.

    `agreement` is that of two readers about it, where conversations were read twice.
    """

    criterion: str
    met: Share | None
    marks: Mapping[Mark, int]
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """The mean score (0 to 1, first readings only), each criterion, and the agreement of double readings."""

    readings: int
    score: Mean | None
    criteria: tuple[CriterionResult, ...]
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class QualityScope:
    """Which spot checks: one, or those whose readings were done in a period (until is exclusive)."""

    check_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    sampled_by: SampledBy | None = None
    value: str | None = None


async def quality(session: AsyncSession, scope: QualityScope, weights: Mapping[str, int]) -> Quality:
    """The results; `weights` are the points of each criterion."""
    readings = await _readings(session, scope)
    first = [marks for (_, turn), marks in readings.items() if turn == 1]
    scores = Counter(score for marks in first if (score := score_of(marks, weights)) is not None)
    twice = _read_twice(readings)
    return Quality(
        readings=len(readings),
        score=mean_of(scores.items(), 0.0, 1.0) if scores else None,
        criteria=tuple(_criterion(name, first, twice) for name in weights),
        agreement=_agreement(twice, weights),
    )


def score_of(marks: Mapping[str, str], weights: Mapping[str, int]) -> float | None:
    """The points that were reached of those that could be, 0 to 1; what does not apply is left out."""
    applying = {name: VALUES[marks[name]] for name in weights if marks.get(name) in VALUES}
    points = sum(weights[name] for name in applying)
    if points == 0:
        return None
    return sum(weights[name] * value for name, value in applying.items()) / points


def _criterion(
    name: str, readings: Sequence[Mapping[str, str]], twice: Sequence[TwoReadings]
) -> CriterionResult:
    marks = Counter(Mark(marks[name]) for marks in readings if name in marks)
    n = sum(count for mark, count in marks.items() if mark is not Mark.NOT_APPLICABLE)
    met = Share(marks[Mark.MET], n, wilson(marks[Mark.MET], n)) if n else None
    both = _agreement(twice, (name,))
    return CriterionResult(name, met, {mark: marks[mark] for mark in Mark}, both)


def _read_twice(
    readings: Mapping[tuple[tuple[int, int], int], Mapping[str, str]],
) -> Sequence[TwoReadings]:
    """The marks of conversations that two reviewers have read."""
    both: dict[tuple[int, int], dict[int, Mapping[str, str]]] = defaultdict(dict)
    for (conversation, turn), marks in readings.items():
        both[conversation][turn] = marks
    return [(turns[1], turns[2]) for turns in both.values() if len(turns) == 2]


def _agreement(twice: Sequence[TwoReadings], criteria: Iterable[str]) -> Agreement | None:
    """Some criteria of all conversations that were read twice, in one."""
    names = tuple(criteria)
    conversations = [pairs for each in twice if (pairs := _pairs(each, names))]
    return agreement_of_all(conversations, ORDER) if conversations else None


def _pairs(twice: TwoReadings, names: Iterable[str]) -> list[tuple[str, str]]:
    """The marks of both readings for these criteria; that it does not apply is a mark too."""
    first, second = twice
    return [(first[name], second[name]) for name in names if name in first and name in second]


async def _readings(
    session: AsyncSession, scope: QualityScope
) -> Mapping[tuple[tuple[int, int], int], Mapping[str, str]]:
    """The marks by spot check and conversation, and by turn."""
    statement = (
        select(Reading)
        .join(Conversation, Conversation.id == Reading.conversation_id)
        .where(Reading.done_at.is_not(None), Conversation.customer_id.not_in(tests_among_customers()))
        .order_by(Reading.id)
    )
    if scope.check_id is not None:
        statement = statement.where(Reading.spot_check_id == scope.check_id)
    if scope.since is not None:
        statement = statement.where(Reading.done_at >= scope.since)
    if scope.until is not None:
        statement = statement.where(Reading.done_at < scope.until)
    if scope.sampled_by is not None:
        chosen = select(SpotCheck.id).where(
            SpotCheck.sampled_by == scope.sampled_by, SpotCheck.value == scope.value
        )
        statement = statement.where(Reading.spot_check_id.in_(chosen))
    return {
        ((row.spot_check_id, row.conversation_id), row.turn): row.marks or {}
        for row in await session.scalars(statement)
    }
