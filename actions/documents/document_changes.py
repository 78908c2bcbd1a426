"""Changing documents: a change is a new version, first a draft and then published; nothing is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.documents.document_refusals import EditionHasMoved, NoSuchDraft
from store.models.setting_versions import SettingEdition, SettingVersion
from store.models.staff import AuditEntry
from store.models.version_columns import VersionState
from store.queries.documents.document_states import newest_number
from store.queries.edition import locked_edition, next_edition


@dataclass(frozen=True, slots=True)
class SettingChange:
    """Who changes settings, when and why; `actor` is as the audit log names people."""

    actor: str
    at: datetime
    why: str | None = None

    def audit(self, action: str, document: str, **detail: Any) -> AuditEntry:
        """Return what the audit log keeps of it."""
        return AuditEntry(
            at=self.at, actor=self.actor, action=action, subject=f"settings:{document}", detail=detail or None
        )


async def save_draft(session: AsyncSession, document: str, text: str, change: SettingChange) -> int:
    """Add a draft in place of another, and return its number; the same text is the same draft."""
    await locked_edition(session, SettingEdition, change.at)
    draft = await session.scalar(
        select(SettingVersion).where(
            SettingVersion.document == document, SettingVersion.state == VersionState.DRAFT
        )
    )
    if draft is not None and draft.text == text:
        return draft.number
    await _leave(session, document, VersionState.DRAFT, VersionState.DISCARDED)
    number = await newest_number(session, document) + 1
    session.add(
        SettingVersion(
            document=document,
            number=number,
            text=text,
            state=VersionState.DRAFT,
            created_by=change.actor,
            created_at=change.at,
            why=change.why,
        )
    )
    session.add(change.audit("settings.drafted", document, version=number))
    await session.flush()
    return number


async def discard_draft(session: AsyncSession, document: str, change: SettingChange) -> bool:
    """Give up the draft of a document; return whether there was one."""
    await locked_edition(session, SettingEdition, change.at)  # else it is published at the same time
    if not await _leave(session, document, VersionState.DRAFT, VersionState.DISCARDED):
        return False
    session.add(change.audit("settings.draft_discarded", document))
    return True


async def put_in_force(
    session: AsyncSession, versions: Mapping[str, int | None], edition: int, change: SettingChange
) -> None:
    """Publish these drafts together, which were checked with what is published at this edition.

    None in place of a number puts the document's file in force again.

    Raises:
        EditionHasMoved: other settings were published meanwhile; nothing was written.
        NoSuchDraft: a version is no draft; nothing was written.
    """
    if await next_edition(session, SettingEdition, change.at) != edition + 1:
        raise EditionHasMoved
    for document, number in versions.items():
        draft = None if number is None else await _draft(session, document, number)
        await _leave(session, document, VersionState.PUBLISHED, VersionState.REPLACED)
        if draft is None:
            session.add(change.audit("settings.file_restored", document))
            continue
        draft.state = VersionState.PUBLISHED
        draft.published_by, draft.published_at = change.actor, change.at
        session.add(change.audit("settings.published", document, version=draft.number))
    await session.flush()


async def _draft(session: AsyncSession, document: str, number: int) -> SettingVersion:
    draft = await session.scalar(
        select(SettingVersion).where(
            SettingVersion.document == document,
            SettingVersion.number == number,
            SettingVersion.state == VersionState.DRAFT,
        )
    )
    if draft is None:
        raise NoSuchDraft(document, number)
    return draft


async def _leave(session: AsyncSession, document: str, state: VersionState, then: VersionState) -> bool:
    """Move the versions of a document that are in one state to another; return whether there were any."""
    moved = await session.execute(
        update(SettingVersion)
        .where(SettingVersion.document == document, SettingVersion.state == state)
        .values(state=then)
        .returning(SettingVersion.id)
    )
    return bool(moved.all())
