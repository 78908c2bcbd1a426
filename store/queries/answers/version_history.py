"""The versions of one entry, newest first, and who wrote and published them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import AnswerVersion
from store.models.version_columns import VersionState
from store.queries.actor_names import actor_names


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version; people are named, others are as the audit log has them."""

    number: int
    state: VersionState
    content: Mapping[str, Any]
    created_at: datetime
    created_by: str
    why: str | None
    published_at: datetime | None
    published_by: str | None


async def version_history(session: AsyncSession, answer_id: int) -> tuple[VersionRow, ...]:
    """Return all versions of an entry, newest first; none where there is no entry."""
    versions = (
        await session.scalars(
            select(AnswerVersion)
            .where(AnswerVersion.answer_id == answer_id)
            .order_by(AnswerVersion.number.desc())
        )
    ).all()
    actors = [actor for each in versions for actor in (each.created_by, each.published_by) if actor]
    names = await actor_names(session, actors)
    return tuple(
        VersionRow(
            each.number,
            each.state,
            each.content,
            each.created_at,
            names.get(each.created_by, each.created_by),
            each.why,
            each.published_at,
            names.get(each.published_by, each.published_by) if each.published_by else None,
        )
        for each in versions
    )
