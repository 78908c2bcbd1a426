"""What is published and drafted of each document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.setting_versions import SettingVersion
from store.models.version_columns import VersionState
from store.queries.actor_names import actor_names


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """A version; people are named, others are as the audit log has them."""

    number: int
    text: str
    state: VersionState
    created_by: str
    created_at: datetime
    why: str | None
    published_by: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class DocumentState:
    """What there is of a document in the database: without `published`, its file holds."""

    published: DocumentVersion | None = None
    draft: DocumentVersion | None = None


async def published_texts(session: AsyncSession) -> Mapping[str, str]:
    """Return the published text of each document that has one."""
    rows = await session.execute(
        select(SettingVersion.document, SettingVersion.text)
        .where(SettingVersion.state == VersionState.PUBLISHED)
        .order_by(SettingVersion.document)
    )
    return dict(rows.tuples().all())


async def document_states(session: AsyncSession) -> Mapping[str, DocumentState]:
    """Return where each document stands that was ever changed."""
    in_use = (VersionState.PUBLISHED, VersionState.DRAFT)
    rows = (await session.scalars(select(SettingVersion).where(SettingVersion.state.in_(in_use)))).all()
    found: dict[str, dict[VersionState, DocumentVersion]] = {}
    for row, version in zip(rows, await _named(session, rows), strict=True):
        found.setdefault(row.document, {})[row.state] = version
    return {
        key: DocumentState(versions.get(VersionState.PUBLISHED), versions.get(VersionState.DRAFT))
        for key, versions in found.items()
    }


async def document_history(session: AsyncSession, document: str) -> tuple[DocumentVersion, ...]:
    """Return all versions of a document, newest first."""
    statement = select(SettingVersion).where(SettingVersion.document == document)
    rows = (await session.scalars(statement.order_by(SettingVersion.number.desc()))).all()
    return tuple(await _named(session, rows))


async def newest_number(session: AsyncSession, document: str) -> int:
    """Return the number of the newest version; 0 where there is none."""
    statement = select(func.max(SettingVersion.number)).where(SettingVersion.document == document)
    return await session.scalar(statement) or 0


async def _named(session: AsyncSession, rows: Sequence[SettingVersion]) -> list[DocumentVersion]:
    actors = [actor for row in rows for actor in (row.created_by, row.published_by) if actor]
    names = await actor_names(session, actors)
    return [
        DocumentVersion(
            row.number,
            row.text,
            row.state,
            names.get(row.created_by, row.created_by),
            row.created_at,
            row.why,
            names.get(row.published_by, row.published_by) if row.published_by else None,
            row.published_at,
        )
        for row in rows
    ]
