"""What is published and drafted of each document."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from store.models.setting_versions import SettingVersion
from store.models.version_columns import VersionState
from store.queries.version_records import VersionRecord, version_records


@dataclass(frozen=True, slots=True)
class DocumentVersion(VersionRecord):
    """A version with its text."""

    text: str


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
    for row, record in zip(rows, await version_records(session, rows), strict=True):
        found.setdefault(row.document, {})[row.state] = DocumentVersion(**asdict(record), text=row.text)
    return {
        key: DocumentState(versions.get(VersionState.PUBLISHED), versions.get(VersionState.DRAFT))
        for key, versions in found.items()
    }


async def document_history(session: AsyncSession, document: str) -> tuple[VersionRecord, ...]:
    """Return all versions of a document, newest first, without their texts."""
    statement = select(SettingVersion).where(SettingVersion.document == document)
    ordered = statement.order_by(SettingVersion.number.desc()).options(defer(SettingVersion.text))
    return await version_records(session, (await session.scalars(ordered)).all())


async def version_text(session: AsyncSession, document: str, number: int) -> str | None:
    """Return the text of a version; None where there is no such version."""
    text: str | None = await session.scalar(
        select(SettingVersion.text).where(
            SettingVersion.document == document, SettingVersion.number == number
        )
    )
    return text


async def newest_number(session: AsyncSession, document: str) -> int:
    """Return the number of the newest version; 0 where there is none."""
    statement = select(func.max(SettingVersion.number)).where(SettingVersion.document == document)
    return await session.scalar(statement) or 0
