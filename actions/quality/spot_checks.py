"""Spot checks: drawing conversations, and keeping what reviewers say about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.quality.sampling import draw, draw_second
from actions.quality.scorecard import Scorecard
from store.models.reviews import Mark, Reading, SampledBy, SpotCheck
from store.models.staff import AuditEntry
from store.queries.not_found import NotFound
from store.queries.quality.samples import population
from store.reports.period import Period

LONGEST_COMMENT = 2000  # characters


class NothingToCheck(Exception):
    """No conversation in this period is of the kind that was asked for."""


class Incomplete(Exception):
    """Criteria were not marked; `missing` names them."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class AlreadyRead(Exception):
    """A colleague was quicker, or it is the other reading of a conversation that one has read oneself."""


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """What to draw: conversations of a period with something in common; `first` and `last` are included."""

    sampled_by: SampledBy
    value: str | None
    period: Period
    size: int
    seed: int


async def begin(
    session: AsyncSession,
    wanted: SampleRequest,
    scorecard: Scorecard,
    staff_id: int,
    zone: ZoneInfo,
    now: datetime,
) -> int:
    """Draw the sample; gives the id of the spot check.

    Raises:
        NothingToCheck: there is no such conversation.
        ValueError: the period is open.
    """
    first, last = wanted.period.first, wanted.period.last
    if first is None or last is None:
        raise ValueError("a sample needs a first and a last day")
    ids = await population(session, wanted.sampled_by, wanted.value, wanted.period.moments(zone))
    drawn = draw(ids, wanted.size, wanted.seed)
    if not drawn:
        raise NothingToCheck
    check = SpotCheck(
        sampled_by=wanted.sampled_by,
        value=wanted.value,
        first=first,
        last=last,
        seed=wanted.seed,
        population=len(ids),
        staff_id=staff_id,
        created_at=now,
    )
    session.add(check)
    await session.flush()
    twice = draw_second(drawn, scorecard.second_readings, wanted.seed)
    for turn, conversations in ((1, drawn), (2, twice)):
        session.add_all(
            Reading(spot_check_id=check.id, conversation_id=conversation, turn=turn)
            for conversation in conversations
        )
    _audit(session, staff_id, "check.drawn", f"check:{check.id}", now)
    return check.id


async def finish(
    session: AsyncSession,
    reading_id: int,
    marks: Mapping[str, Mark],
    comment: str,
    scorecard: Scorecard,
    staff_id: int,
    now: datetime,
) -> int:
    """Keep the marks of a reading; gives the id of its spot check.

    Raises:
        NotFound: there is no such reading.
        Incomplete: some criteria have no mark.
        AlreadyRead: another person has done it, or this person the other reading of the conversation.
    """
    reading = await session.scalar(select(Reading).where(Reading.id == reading_id).with_for_update())
    if reading is None:
        raise NotFound("reading", reading_id)
    missing = tuple(name for name in scorecard.criteria if name not in marks)
    if missing:
        raise Incomplete(missing)
    if reading.done_at is not None or await _has_read(session, reading, staff_id):
        raise AlreadyRead
    reading.staff_id = staff_id
    reading.marks = {name: marks[name].value for name in scorecard.criteria}
    reading.comment = comment.strip()[:LONGEST_COMMENT] or None
    reading.done_at = now
    _audit(session, staff_id, "check.read", f"reading:{reading.id}", now)
    return reading.spot_check_id


async def _has_read(session: AsyncSession, reading: Reading, staff_id: int) -> bool:
    statement = select(Reading.id).where(
        Reading.spot_check_id == reading.spot_check_id,
        Reading.conversation_id == reading.conversation_id,
        Reading.staff_id == staff_id,
    )
    return await session.scalar(statement) is not None


def _audit(session: AsyncSession, staff_id: int, action: str, subject: str, now: datetime) -> None:
    session.add(AuditEntry(at=now, actor=f"staff:{staff_id}", action=action, subject=subject))
