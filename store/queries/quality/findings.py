"""What one reading of a spot check found, and which findings have a corrective action."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.reviews import CorrectiveAction, Mark, Reading
from store.models.staff import Staff
from store.queries.not_found import NotFound

FAILED = (Mark.PARTLY, Mark.NOT_MET)


@dataclass(frozen=True, slots=True)
class ReadingFindings:
    """The marks of a reading; `failed` are criteria that were not met or partly, `tasks` their actions."""

    reading_id: int
    check_id: int
    conversation_id: int
    by: str | None
    comment: str | None
    marks: Mapping[str, Mark]
    tasks: Mapping[str, int]

    @property
    def failed(self) -> tuple[str, ...]:
        """Return the criteria that were met partly or not."""
        return tuple(name for name, mark in self.marks.items() if mark in FAILED)


async def read_findings(session: AsyncSession, reading_id: int) -> ReadingFindings:
    """Return the findings of a reading.

    Raises:
        NotFound: there is no such reading, or its conversation still waits for a reader.
    """
    other = aliased(Reading)
    is_pending = exists().where(
        other.spot_check_id == Reading.spot_check_id,
        other.conversation_id == Reading.conversation_id,
        other.done_at.is_(None),
    )
    statement = (
        select(Reading, Staff.name)
        .outerjoin(Staff, Staff.id == Reading.staff_id)
        .where(Reading.id == reading_id, ~is_pending)
    )
    found = (await session.execute(statement)).tuples().one_or_none()
    if found is None:
        raise NotFound("reading", reading_id)
    row, by = found
    tasks = select(CorrectiveAction.criterion, CorrectiveAction.id).where(
        CorrectiveAction.reading_id == reading_id
    )
    return ReadingFindings(
        reading_id=row.id,
        check_id=row.spot_check_id,
        conversation_id=row.conversation_id,
        by=by,
        comment=row.comment,
        marks={name: Mark(mark) for name, mark in (row.marks or {}).items()},
        tasks=dict((await session.execute(tasks)).tuples().all()),
    )
