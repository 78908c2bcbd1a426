"""Notes stand beside a conversation and are audited without their words."""

import pytest
from sqlalchemy import select

from actions.casework.note_writing import write_note
from nlu.contract.labels import Intent
from store.models.conversations import Note
from store.models.staff import AuditEntry
from store.queries.not_found import NotFound
from tests.actions.casework.conftest import Desk
from tests.actions.conftest import sure


async def test_note_is_kept_and_its_words_are_not_audited(desk: Desk) -> None:
    await desk.customer.write("在吗", sure(Intent.GREET))
    before = await desk.sent()
    async with desk.database.transaction() as session:
        await write_note(session, 1, "Called back", desk.lee, desk.customer.now)
    async with desk.database.reading() as session:
        (note,) = await session.scalars(select(Note))
        (entry,) = await session.scalars(select(AuditEntry).where(AuditEntry.action == "note.written"))
    assert (note.conversation_id, note.staff_id, note.text) == (1, desk.lee, "Called back")
    assert (entry.actor, entry.subject, entry.detail) == (f"staff:{desk.lee}", "conversation:1", None)
    assert await desk.sent() == before


async def test_note_needs_a_conversation(desk: Desk) -> None:
    with pytest.raises(NotFound):
        async with desk.database.transaction() as session:
            await write_note(session, 99, "Called back", desk.lee, desk.customer.now)
