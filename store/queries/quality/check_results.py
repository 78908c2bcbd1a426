"""Spot checks and what is left to read of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.reviews import Reading, SampledBy, SpotCheck
from store.models.staff import Staff
from store.queries.not_found import NotFound

SHUFFLE = 1009  # a prime


@dataclass(frozen=True, slots=True)
class SpotCheckRow:
    """A spot check: what was drawn, by whom, and how much of it is read."""

    id: int
    sampled_by: SampledBy
    value: str | None
    first: date
    last: date
    seed: int
    population: int
    by: str
    created_at: datetime
    readings: int
    done: int


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading that was done. Marks are missing as long as the conversation waits for its second reading."""

    id: int
    conversation_id: int
    by: str | None
    marks: dict[str, str] | None
    comment: str | None
    done_at: datetime


async def list_spot_checks(session: AsyncSession, limit: int = 100) -> tuple[SpotCheckRow, ...]:
    """The newest spot checks."""
    statement = _selected().order_by(SpotCheck.id.desc()).limit(limit)
    return tuple(SpotCheckRow(*row) for row in (await session.execute(statement)).tuples())


async def read_spot_check(session: AsyncSession, check_id: int) -> SpotCheckRow:
    """One of them.

    Raises:
        NotFound: there is no such spot check.
    """
    row = (await session.execute(_selected().where(SpotCheck.id == check_id))).tuples().one_or_none()
    if row is None:
        raise NotFound("spot check", check_id)
    return SpotCheckRow(*row)


async def next_reading(session: AsyncSession, check_id: int, staff_id: int) -> tuple[int, int] | None:
    """A reading that this person can do, and its conversation; never both readings of one conversation.

    Each reviewer goes through them in another order, so that two rarely read the same one at the same time.
    """
    other = aliased(Reading)
    own = exists().where(
        other.spot_check_id == check_id,
        other.conversation_id == Reading.conversation_id,
        other.staff_id == staff_id,
    )
    statement = (
        select(Reading.id, Reading.conversation_id)
        .where(Reading.spot_check_id == check_id, Reading.done_at.is_(None), ~own)
        .order_by((Reading.id * (2 * staff_id + 1)) % SHUFFLE, Reading.id)
        .limit(1)
    )
    return (await session.execute(statement)).tuples().one_or_none()


async def reading_of(session: AsyncSession, reading_id: int) -> tuple[int, int]:
    """The spot check and the conversation of a reading.

    Raises:
        NotFound: there is no such reading.
    """
    row = await session.get(Reading, reading_id)
    if row is None:
        raise NotFound("reading", reading_id)
    return row.spot_check_id, row.conversation_id


async def readings_done(session: AsyncSession, check_id: int) -> tuple[ReadingRow, ...]:
    """What was read, newest first. Marks that could influence a second reader are left out."""
    other = aliased(Reading)
    is_pending = exists().where(
        other.spot_check_id == check_id,
        other.conversation_id == Reading.conversation_id,
        other.done_at.is_(None),
    )
    statement = (
        select(Reading, Staff.name, case((is_pending, 1), else_=0))
        .outerjoin(Staff, Staff.id == Reading.staff_id)
        .where(Reading.spot_check_id == check_id, Reading.done_at.is_not(None))
        .order_by(Reading.done_at.desc(), Reading.id.desc())
    )
    return tuple(
        ReadingRow(
            id=row.id,
            conversation_id=row.conversation_id,
            by=name,
            marks=None if hidden else row.marks,
            comment=None if hidden else row.comment,
            done_at=row.done_at,
        )
        for row, name, hidden in (await session.execute(statement)).tuples()
        if row.done_at is not None
    )


def _selected() -> Select[tuple[int, SampledBy, str | None, date, date, int, int, str, datetime, int, int]]:
    return (
        select(
            SpotCheck.id,
            SpotCheck.sampled_by,
            SpotCheck.value,
            SpotCheck.first,
            SpotCheck.last,
            SpotCheck.seed,
            SpotCheck.population,
            Staff.name,
            SpotCheck.created_at,
            func.count(Reading.id),
            func.count(Reading.done_at),
        )
        .join(Staff, Staff.id == SpotCheck.staff_id)
        .outerjoin(Reading, Reading.spot_check_id == SpotCheck.id)
        .group_by(SpotCheck.id, Staff.name)
    )
