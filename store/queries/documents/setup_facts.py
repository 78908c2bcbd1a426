"""What a new installation has already, as far as the database knows."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import AnswerEntry
from store.models.conversations import Conversation
from store.models.setting_versions import SettingVersion, SkippedStep
from store.models.staff import Staff
from store.models.version_columns import VersionState


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """Members of staff who can log in, whether there are answers and talks, what is published and skipped."""

    staff: int
    has_answers: bool
    has_talked: bool
    published: frozenset[str]
    skipped: frozenset[str]


async def stored_facts(session: AsyncSession) -> StoredFacts:
    """Return what there is; each is one short query."""
    in_force = AnswerEntry.published_version.is_not(None) & AnswerEntry.retired_at.is_(None)
    published = select(SettingVersion.document).where(SettingVersion.state == VersionState.PUBLISHED)
    return StoredFacts(
        await session.scalar(select(func.count(Staff.id)).where(Staff.disabled_at.is_(None))) or 0,
        bool(await session.scalar(select(exists().where(in_force)))),
        bool(await session.scalar(select(exists(select(Conversation.id))))),
        frozenset(await session.scalars(published)),
        frozenset(await session.scalars(select(SkippedStep.step))),
    )
