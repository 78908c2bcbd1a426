"""Writing answers: a change is a new version, first a draft and then published; nothing is overwritten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.answer_refusals import NoSuchAnswer, NoSuchVersion
from actions.answers.document import AnswerDocument
from actions.answers.file_keeping import require_kept
from store.models.answers import AnswerEntry, AnswerVersion, VersionFile
from store.models.staff import AuditEntry
from store.models.version_columns import VersionState


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """Who changes answers, when and why; `actor` is as the audit log names people."""

    actor: str
    at: datetime
    why: str | None = None

    def audit(self, action: str, key: str, **detail: Any) -> AuditEntry:
        """Return what the audit log keeps of it."""
        return AuditEntry(
            at=self.at, actor=self.actor, action=action, subject=f"answer:{key}", detail=detail or None
        )


async def save_draft(session: AsyncSession, key: str, document: AnswerDocument, change: AnswerChange) -> int:
    """Add a draft, making the entry if there is none, and return its number.

    A draft that is there is discarded; the same content again is the same draft.

    Raises:
        FilesMissing: it names files that are not kept.
    """
    await require_kept(session, {key: document})
    entry = await _entry_to_write(session, key, change)
    draft = await latest_draft(session, entry.id)
    content = document.content()
    if draft is not None and draft.content == content:
        return draft.number
    await _discard_drafts(session, entry.id)
    number = await _next_number(session, entry.id)
    draft = AnswerVersion(
        answer_id=entry.id,
        number=number,
        content=content,
        state=VersionState.DRAFT,
        created_by=change.actor,
        created_at=change.at,
        why=change.why,
    )
    session.add(draft)
    session.add(change.audit("answer.drafted", key, version=number))
    await session.flush()
    session.add_all(VersionFile(version_id=draft.id, checksum=file.sha256) for file in document.files)
    await session.flush()
    return number


async def discard_draft(session: AsyncSession, key: str, change: AnswerChange) -> None:
    """Give up the draft of an entry; what is published stays.

    Raises:
        NoSuchAnswer: there is no such entry.
        NoSuchVersion: it has no draft.
    """
    entry = await entry_of(session, key)
    if await latest_draft(session, entry.id) is None:
        raise NoSuchVersion(key, None)
    await _discard_drafts(session, entry.id)
    session.add(change.audit("answer.draft_discarded", key))


async def entry_of(session: AsyncSession, key: str) -> AnswerEntry:
    """Return an entry, locked until the transaction ends.

    Raises:
        NoSuchAnswer: there is no such entry.
    """
    entry = await session.scalar(select(AnswerEntry).where(AnswerEntry.key == key).with_for_update())
    if entry is None:
        raise NoSuchAnswer(key)
    return entry


async def version_of(session: AsyncSession, entry: AnswerEntry, number: int) -> AnswerVersion:
    """Return a version.

    Raises:
        NoSuchVersion: the entry has no version with this number.
    """
    found = await session.scalar(
        select(AnswerVersion).where(AnswerVersion.answer_id == entry.id, AnswerVersion.number == number)
    )
    if found is None:
        raise NoSuchVersion(entry.key, number)
    return found


async def latest_draft(session: AsyncSession, answer_id: int) -> AnswerVersion | None:
    """Return the draft of an entry; None if it has none."""
    drafts = await session.scalars(
        select(AnswerVersion)
        .where(AnswerVersion.answer_id == answer_id, AnswerVersion.state == VersionState.DRAFT)
        .order_by(AnswerVersion.number.desc())
        .limit(1)
    )
    return drafts.first()


async def _entry_to_write(session: AsyncSession, key: str, change: AnswerChange) -> AnswerEntry:
    try:
        return await entry_of(session, key)
    except NoSuchAnswer:
        entry = AnswerEntry(key=key, created_at=change.at)
        session.add(entry)
        await session.flush()
        return entry


async def _discard_drafts(session: AsyncSession, answer_id: int) -> None:
    await session.execute(
        update(AnswerVersion)
        .where(AnswerVersion.answer_id == answer_id, AnswerVersion.state == VersionState.DRAFT)
        .values(state=VersionState.DISCARDED)
    )


async def _next_number(session: AsyncSession, answer_id: int) -> int:
    newest = await session.scalar(
        select(func.max(AnswerVersion.number)).where(AnswerVersion.answer_id == answer_id)
    )
    return (newest or 0) + 1
