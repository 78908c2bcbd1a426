"""What is published and drafted of each document, with the names of people."""

from datetime import datetime

from actions.documents.document_changes import save_draft
from store.engine.database import Database
from store.queries.documents.document_states import (
    document_history,
    document_states,
    newest_number,
    published_texts,
)
from tests.actions.documents.published import CHANGE, publish
from tests.records import Records


async def test_documents_have_a_published_version_and_a_draft(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await Records(session, now).staff("Mei")
        await publish(session, "rules", "a\n")
        await save_draft(session, "rules", "b\n", CHANGE)
        await save_draft(session, "calendar", "c\n", CHANGE)
    async with database.reading() as session:
        states = await document_states(session)
        history = await document_history(session, "rules")
        numbers = [await newest_number(session, each) for each in ("rules", "calendar", "canned")]
        texts = await published_texts(session)
    rules, calendar = states["rules"], states["calendar"]
    assert rules.published is not None
    assert rules.draft is not None
    assert (rules.published.number, rules.published.published_by, rules.published.why) == (1, "Mei", "summer")
    assert (rules.draft.number, rules.draft.text) == (2, "b\n")
    assert (calendar.published, numbers, texts) == (None, [2, 1, 0], {"rules": "a\n"})
    assert [each.number for each in history] == [2, 1]
