"""Survey definitions are kept as they were when they were asked."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.survey_definition import Survey
from store.engine.row_insert import insert_or_ignore
from store.models.surveys import SurveyVersion


async def pin(session: AsyncSession, survey: Survey, now: datetime) -> int:
    """Keep this version of a survey, once; the id of its row."""
    version = select(SurveyVersion.id).where(
        SurveyVersion.key == survey.key, SurveyVersion.digest == survey.digest
    )
    kept = await session.scalar(version)
    if kept is not None:
        return kept
    statement = insert_or_ignore(session, SurveyVersion, "key", "digest").values(
        key=survey.key, digest=survey.digest, definition=survey.to_dict(), created_at=now
    )
    await session.execute(statement)
    return (await session.scalars(version)).one()
