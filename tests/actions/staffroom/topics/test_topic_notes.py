"""Notes of colleagues in the console."""

from sqlalchemy import select

from actions.casework.note_writing import write_note
from store.models.conversations import Conversation
from tests.room_stand import RoomStand


async def test_note_of_the_console_is_seen_in_the_topic_once(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    async with stand.database.transaction() as session:
        conversation = (await session.scalars(select(Conversation.id))).one()
        await write_note(session, conversation, "calls back at four", stand.staff["Bo"], stand.now)
    await stand.settle()
    notes = [text for text in await stand.said(topic) if "calls back" in text]
    assert len(notes) == 1
    assert notes[0].startswith("📝 Bo")
