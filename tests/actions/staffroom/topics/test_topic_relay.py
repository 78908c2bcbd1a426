"""From the transcript into the topics."""

from sqlalchemy import select

from actions.casework.handover import reply, take_over
from nlu.contract.labels import Intent
from store.models.conversations import Conversation
from store.models.customers import Customer
from tests.actions.answers.sample_files import MAP, MENU
from tests.actions.answers.stored_answer import answer_with_files, found_answer
from tests.actions.conftest import sure
from tests.room_stand import RoomStand


async def test_burst_of_a_customer_is_joined_in_order(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    before = len(await stand.in_topic(topic))
    for number in range(30):
        await stand.client.send_text(customer, f"part {number}")
    await stand.settle(30)
    said = await stand.said(topic)
    parts = [line for line in "\n".join(said).split("\n") if line.startswith("part")]
    assert parts == [f"part {number}" for number in range(30)]
    assert len(await stand.in_topic(topic)) - before <= 8


async def test_reply_from_the_console_is_seen_in_the_topic_at_the_next_look(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    async with stand.database.transaction() as session:
        conversation = (await session.scalars(select(Conversation.id))).one()
        await take_over(session, conversation, stand.staff["Bo"], stand.now, stand.house)
        await reply(session, conversation, "From the console", stand.staff["Bo"], stand.now, stand.house)
    await stand.step()
    assert "👤 Bo" in "\n".join(await stand.said(topic))


async def test_customer_without_need_of_a_person_gets_no_topic(stand: RoomStand) -> None:
    stand.reading = sure(Intent.THANKS)
    customer = await stand.client.customer("Emma", "en")
    await stand.client.send_text(customer, "Thanks!")
    await stand.settle(3)
    assert await stand.topics() == []
    async with stand.database.reading() as session:
        assert len(list(await session.scalars(select(Customer)))) == 1


async def test_reply_of_a_customer_points_to_what_it_replies_to(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "Which colour?", topic)
    await stand.settle()
    [asked] = [event for event in await stand.client.replies(customer) if event.text == "Which colour?"]
    await stand.client.move(customer, "text", text="Blue", reply_to=asked.message_id)
    await stand.settle()
    told = (await stand.in_topic(topic))[-1]
    assert told.text.endswith("Blue")
    assert told.body["reply_to_message"]["message_id"] == number


async def test_answer_that_the_bot_sent_is_in_the_topic_with_its_files(stand: RoomStand) -> None:
    await answer_with_files(stand.database, stand.now, MENU, MAP)
    customer, topic = await stand.customer_with_topic()
    stand.reading, stand.searched = sure(Intent.INQUIRY), await found_answer(stand.database)
    await stand.client.send_text(customer, "What is there in the morning?")
    await stand.settle(10)
    bodies = [event.body for event in await stand.in_topic(topic)]
    assert any("See the menu." in body.get("text", "") for body in bodies)
    copied = [body for body in bodies if "document" in body or "photo" in body]
    assert [body.get("document", {}).get("file_name") for body in copied] == ["menu.pdf", None]
    assert "photo" in copied[-1]
