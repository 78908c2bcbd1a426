"""The versions of an entry, newest first."""

from datetime import datetime

from store.engine.database import Database
from store.models.answers import AnswerEntry, AnswerVersion
from store.models.version_columns import VersionState
from store.queries.answers.version_history import VersionRow, version_history
from tests.records import Records


async def test_versions_name_who_wrote_and_published_them(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        member = await Records(session, now).staff("lee")
        session.add(AnswerEntry(id=1, key="a", created_at=now))
        await session.flush()
        staff = f"staff:{member.id}"
        session.add_all(
            [
                AnswerVersion(
                    answer_id=1,
                    number=1,
                    content={"n": 1},
                    state=VersionState.PUBLISHED,
                    created_by="key:crm",
                    created_at=now,
                    published_by=staff,
                    published_at=now,
                ),
                AnswerVersion(
                    answer_id=1,
                    number=2,
                    content={"n": 2},
                    state=VersionState.DRAFT,
                    created_by=staff,
                    created_at=now,
                    why="shorter",
                ),
            ]
        )
    async with database.reading() as session:
        found = [await version_history(session, answer) for answer in (1, 2)]
    assert found == [
        (
            VersionRow(2, VersionState.DRAFT, "lee", now, "shorter", None, None, {"n": 2}),
            VersionRow(1, VersionState.PUBLISHED, "key:crm", now, None, "lee", now, {"n": 1}),
        ),
        (),
    ]
