"""Notes of colleagues in the console."""

from datetime import timedelta

from sqlalchemy import select

from actions.casework.note_writing import write_note
from store.models.conversations import Conversation, Note
from store.models.staff_rooms import CustomerTopic, TopicState
from tests.room_stand import RoomStand


async def note(stand: RoomStand, text: str) -> None:
    """Write a note about the only conversation in the console."""
    async with stand.database.transaction() as session:
        conversation = (await session.scalars(select(Conversation.id))).one()
        await write_note(session, conversation, text, stand.staff["Bo"], stand.now)


async def notes(stand: RoomStand, topic: int) -> list[str]:
    return [text.removeprefix("📝 Bo：") for text in await stand.said(topic) if text.startswith("📝")]


async def test_note_of_the_console_is_seen_in_the_topic_once(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    async with stand.database.transaction() as session:
        conversation = (await session.scalars(select(Conversation.id))).one()
        await write_note(session, conversation, "calls back at four", stand.staff["Bo"], stand.now)
    await stand.settle()
    notes = [text for text in await stand.said(topic) if "calls back" in text]
    assert len(notes) == 1
    assert notes[0].startswith("📝 Bo")


async def test_notes_that_come_while_the_topic_is_closed_or_not_made_are_shown_when_it_is_open(
    stand: RoomStand,
) -> None:
    customer, topic = await stand.customer_with_topic()
    for state in (TopicState.CLOSED, TopicState.WANTED):
        async with stand.database.transaction() as session:
            row = (await session.scalars(select(CustomerTopic))).one()
            row.state, row.due_at = state, stand.now + timedelta(seconds=20)
            if state is TopicState.WANTED:
                row.thread = row.card_id = None
        await note(stand, state.value)
        await stand.settle(5)
        assert state.value not in await notes(stand, topic)
        stand.pass_(60)
        await stand.settle(5)
    assert (await notes(stand, topic), await notes(stand, await stand.topic_of(customer))) == (
        ["closed"],
        ["wanted"],
    )


async def test_note_of_a_slower_transaction_is_shown_too(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    for number in (70, 60):
        async with stand.database.transaction() as session:
            conversation = (await session.scalars(select(Conversation.id))).one()
            row = Note(
                id=number,
                conversation_id=conversation,
                staff_id=stand.staff["Bo"],
                text=f"{number}",
                at=stand.now,
            )
            session.add(row)
        await stand.settle(3)
    stand.pass_(100)
    await stand.settle(3)
    assert await notes(stand, topic) == ["70", "60"]
