"""A change is a new version; what is in force moves in one transaction."""

import asyncio

import pytest
from sqlalchemy import select

from actions.documents.document_changes import discard_draft, put_in_force, save_draft
from actions.documents.document_refusals import EditionHasMoved, NoSuchDraft
from store.engine.database import Database
from store.models.setting_versions import SettingEdition, SettingVersion
from store.models.staff import AuditEntry
from store.models.version_columns import VersionState
from store.queries.documents.document_states import document_history, published_texts, version_text
from store.queries.edition import current_edition
from tests.actions.documents.published import CHANGE, publish


async def test_draft_replaces_the_draft_before_it(database: Database) -> None:
    async with database.transaction() as session:
        numbers = [await save_draft(session, "rules", text, CHANGE) for text in ("a\n", "a\n", "b\n")]
    assert numbers == [1, 1, 2]
    async with database.reading() as session:
        versions = await document_history(session, "rules")
        texts = [await version_text(session, "rules", number) for number in (2, 1, 3)]
        assert await published_texts(session) == {}
    assert [(each.number, each.state) for each in versions] == [
        (2, VersionState.DRAFT),
        (1, VersionState.DISCARDED),
    ]
    assert texts == ["b\n", "a\n", None]


async def test_drafts_are_published_together_and_audited(database: Database) -> None:
    async with database.transaction() as session:
        for document in ("replies.zh", "replies.en"):
            await save_draft(session, document, "x\n", CHANGE)
        await put_in_force(session, {"replies.zh": 1, "replies.en": 1}, 0, CHANGE)
    async with database.reading() as session:
        assert await published_texts(session) == {"replies.zh": "x\n", "replies.en": "x\n"}
        audit = await session.execute(select(AuditEntry.actor, AuditEntry.action, AuditEntry.subject))
        assert set(audit.tuples()) == {
            ("staff:1", f"settings.{action}", f"settings:{document}")
            for action in ("drafted", "published")
            for document in ("replies.zh", "replies.en")
        }


async def test_file_holds_again_and_versions_stay(database: Database) -> None:
    async with database.transaction() as session:
        await publish(session, "rules", "a\n")
    async with database.transaction() as session:
        await put_in_force(session, {"rules": None}, 1, CHANGE)
    async with database.reading() as session:
        assert await published_texts(session) == {}
        assert await session.scalar(select(SettingVersion.state)) is VersionState.REPLACED
        assert await current_edition(session, SettingEdition) == 2


async def test_draft_that_was_checked_with_older_settings_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        number = await save_draft(session, "rules", "a\n", CHANGE)
        await publish(session, "calendar", "b\n")
    with pytest.raises(EditionHasMoved):
        async with database.transaction() as session:
            await put_in_force(session, {"rules": number}, 0, CHANGE)
    async with database.reading() as session:
        assert await published_texts(session) == {"calendar": "b\n"}
        assert await current_edition(session, SettingEdition) == 1


async def test_only_a_draft_is_published(database: Database) -> None:
    async with database.transaction() as session:
        await publish(session, "rules", "a\n")
    with pytest.raises(NoSuchDraft):
        async with database.transaction() as session:
            await put_in_force(session, {"rules": 1}, 1, CHANGE)


async def test_draft_is_given_up_once(database: Database) -> None:
    async with database.transaction() as session:
        await save_draft(session, "rules", "a\n", CHANGE)
        given_up = [await discard_draft(session, "rules", CHANGE) for _ in range(2)]
    assert given_up == [True, False]


async def test_drafts_saved_at_once_all_get_a_number(database: Database) -> None:
    async def save(text: str) -> int:
        async with database.transaction() as session:
            return await save_draft(session, "rules", text, CHANGE)

    numbers = await asyncio.gather(*(save(f"{number}\n") for number in range(8)))
    assert sorted(numbers) == list(range(1, 9))


async def test_draft_that_is_given_up_meanwhile_is_not_published(database: Database) -> None:
    async def put() -> None:
        async with database.transaction() as session:
            await put_in_force(session, {"rules": 1}, 0, CHANGE)

    async with database.transaction() as session:
        await save_draft(session, "rules", "a\n", CHANGE)
    async with database.transaction() as session:
        await discard_draft(session, "rules", CHANGE)
        publishing = asyncio.create_task(put())
        await asyncio.sleep(0.5)
    with pytest.raises(NoSuchDraft):
        await publishing
