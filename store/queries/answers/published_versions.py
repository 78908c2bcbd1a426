"""The versions that customers are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import AnswerEntry, AnswerVersion


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """An entry's published version; `content` is as `AnswerDocument.content` writes it."""

    answer_id: int
    key: str
    number: int
    content: Mapping[str, Any]


async def published_versions(
    session: AsyncSession, key: str | None = None, *, answer_id: int | None = None
) -> tuple[PublishedVersion, ...]:
    """Return the published version of every entry that is not retired, or of one, in the order of ids."""
    of_entry = and_(
        AnswerVersion.answer_id == AnswerEntry.id, AnswerVersion.number == AnswerEntry.published_version
    )
    statement = (
        select(AnswerEntry.id, AnswerEntry.key, AnswerVersion.number, AnswerVersion.content)
        .join(AnswerVersion, of_entry)
        .where(AnswerEntry.retired_at.is_(None))
        .order_by(AnswerEntry.id)
    )
    if key is not None:
        statement = statement.where(AnswerEntry.key == key)
    if answer_id is not None:
        statement = statement.where(AnswerEntry.id == answer_id)
    return tuple(PublishedVersion(*row) for row in (await session.execute(statement)).tuples())
