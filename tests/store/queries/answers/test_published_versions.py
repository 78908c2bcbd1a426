"""The published versions are read in the order of their entries."""

from datetime import datetime

from store.engine.database import Database
from store.models.answers import AnswerEntry, AnswerVersion
from store.models.version_columns import VersionState
from store.queries.answers.published_versions import PublishedVersion, published_versions


async def test_drafts_and_retired_entries_are_left_out(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add_all(
            [
                AnswerEntry(id=1, key="b", published_version=2, created_at=now),
                AnswerEntry(id=2, key="a", published_version=1, created_at=now),
                AnswerEntry(id=3, key="c", created_at=now),
                AnswerEntry(id=4, key="d", published_version=1, created_at=now, retired_at=now),
            ]
        )
        await session.flush()
        session.add_all(
            AnswerVersion(
                answer_id=answer,
                number=number,
                content={"n": number},
                state=VersionState.DRAFT,
                created_by="system",
                created_at=now,
            )
            for answer, number in ((1, 1), (1, 2), (2, 1), (3, 1), (4, 1))
        )
    async with database.reading() as session:
        found = await published_versions(session)
    assert found == (PublishedVersion(1, "b", 2, {"n": 2}), PublishedVersion(2, "a", 1, {"n": 1}))
