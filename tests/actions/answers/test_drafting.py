"""Drafts: a change is another version, and nothing that was written changes."""

import pytest
from sqlalchemy import select

from actions.answers.answer_refusals import NoSuchAnswer, NoSuchVersion
from actions.answers.drafting import discard_draft, entry_of, latest_draft, save_draft, version_of
from store.engine.database import Database
from store.models.answers import AnswerVersion
from store.models.staff import AuditEntry
from store.models.version_columns import VersionState
from tests.actions.answers.documents import AT, CHANGE, document


async def test_each_change_is_a_version_that_says_who_when_and_why(database: Database) -> None:
    async with database.transaction() as session:
        numbers = [await save_draft(session, "hours", document(answer=said), CHANGE) for said in "九十十"]
    async with database.reading() as session:
        rows = (await session.scalars(select(AnswerVersion).order_by(AnswerVersion.number))).all()
    assert numbers == [1, 2, 2]
    assert [(row.number, row.content["wordings"]["zh"]["answer"], row.state) for row in rows] == [
        (1, "九", VersionState.DISCARDED),
        (2, "十", VersionState.DRAFT),
    ]
    assert (rows[1].created_by, rows[1].created_at, rows[1].why) == ("staff:1", AT, "asked for")


async def test_draft_can_be_discarded_once(database: Database) -> None:
    async with database.transaction() as session:
        await save_draft(session, "hours", document(), CHANGE)
        await discard_draft(session, "hours", CHANGE)
        entry = await entry_of(session, "hours")
        assert await latest_draft(session, entry.id) is None
        with pytest.raises(NoSuchVersion):
            await discard_draft(session, "hours", CHANGE)
        audited = list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert audited == ["answer.drafted", "answer.draft_discarded"]


async def test_what_is_not_there_is_named(database: Database) -> None:
    async with database.transaction() as session:
        with pytest.raises(NoSuchAnswer, match="there is no answer 'hours'"):
            await entry_of(session, "hours")
        await save_draft(session, "hours", document(), CHANGE)
        with pytest.raises(NoSuchVersion, match="hours: there is no version 7"):
            await version_of(session, await entry_of(session, "hours"), 7)
