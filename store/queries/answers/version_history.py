"""The versions of one entry, newest first, and who wrote and published them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import AnswerVersion
from store.queries.version_records import VersionRecord, version_records


@dataclass(frozen=True, slots=True)
class VersionRow(VersionRecord):
    """A version with its content."""

    content: Mapping[str, Any]


async def version_history(session: AsyncSession, answer_id: int) -> tuple[VersionRow, ...]:
    """Return all versions of an entry, newest first; none where there is no entry."""
    statement = select(AnswerVersion).where(AnswerVersion.answer_id == answer_id)
    rows = (await session.scalars(statement.order_by(AnswerVersion.number.desc()))).all()
    records = await version_records(session, rows)
    return tuple(
        VersionRow(**asdict(record), content=row.content) for row, record in zip(rows, records, strict=True)
    )
