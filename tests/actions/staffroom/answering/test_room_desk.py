"""What comes from a group."""

import asyncio

from sqlalchemy import select

from actions.staffroom.room.room_pace import INTERVAL
from bot.sandbox.server.forum import ForumTopic
from store.models.customers import Customer
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, StaffRoom
from tests.room_stand import RoomStand


async def test_question_and_answer_go_both_ways(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    assert (await stand.said(topic))[0].startswith("Where is my parcel?")
    number = await stand.write("Ann", "On its way.", topic)
    await stand.settle()
    assert "On its way." in await stand.got(customer)
    assert await stand.reactions(number) == ["👀", "👌"]
    assert not [text for text in await stand.said(topic) if "On its way." in text]


async def test_person_who_is_not_tied_is_told_once_and_not_relayed(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    stranger = await stand.client.customer("Zed")
    stand.world.first.chats[stand.group].members[stranger] = stand.world.customers[stranger]
    stand.members["Zed"] = stranger
    for text in ("Hello from Zed", "Again from Zed"):
        await stand.write("Zed", text, topic)
    await stand.settle()
    assert not [text for text in await stand.got(customer) if "Zed" in text]
    assert sum(text.startswith("Zed") for text in await stand.said(topic)) == 1


async def test_anonymous_administrator_is_told_once_and_not_relayed(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    for _ in range(2):
        await stand.write("Ann", "Who am I?", topic, anonymous=True)
    await stand.settle()
    assert "Who am I?" not in await stand.got(customer)
    assert len([text for text in await stand.said(topic) if "匿名" in text or "Anonymous" in text]) == 1


async def test_colleague_cannot_answer_the_same_question_unknowingly(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "I have it.", topic)
    await stand.settle()
    number = await stand.write("Bo", "Me too.", topic)
    await stand.settle()
    assert "Me too." not in await stand.got(customer)
    assert await stand.reactions(number) == ["👎"]
    assert (await stand.said(topic))[-1].startswith("Ann")


async def test_disabled_member_is_not_relayed(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    async with stand.database.transaction() as session:
        ann = (await session.scalars(select(Staff).where(Staff.name == "Ann"))).one()
        ann.disabled_at = stand.now
    await stand.write("Ann", "Still here.", topic)
    await stand.settle()
    assert "Still here." not in await stand.got(customer)


async def test_words_in_a_topic_of_no_room_go_nowhere(stand: RoomStand) -> None:
    customer, _ = await stand.customer_with_topic()
    other = await stand.client.group("Others", [stand.members["Ann"]], forum=True)
    forum = stand.world.first.chats[other].forum
    assert forum is not None
    forum.topics[5] = ForumTopic(5, "Others")
    await stand.client.send_text(stand.members["Ann"], "On its way.", other, topic=5)
    await stand.settle()
    assert "On its way." not in await stand.got(customer)


async def test_talk_in_general_goes_nowhere(stand: RoomStand) -> None:
    customer, _ = await stand.customer_with_topic()
    await stand.write("Ann", "Lunch?")
    await stand.settle()
    assert "Lunch?" not in await stand.got(customer)
    async with stand.database.reading() as session:
        assert len(list(await session.scalars(select(Customer)))) == 1


async def test_code_that_is_wrong_ties_nothing(stand: RoomStand) -> None:
    await stand.write("Ann", "/room ABCDEFGHJK")
    await stand.settle(3)
    assert len(await stand.rooms()) == 1
    assert "15" in (await stand.general())[-1]


async def test_command_waits_for_the_round_that_has_the_room_and_adds_to_its_pace(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.write("Ann", "/help", topic)
    async with stand.database.transaction() as session:
        room = (await session.scalars(select(StaffRoom).with_for_update())).one()
        taking = asyncio.create_task(stand.take_in())
        await asyncio.sleep(0.3)
        (await session.scalars(select(CustomerTopic).with_for_update())).one()
        room.full_at = stand.now + INTERVAL
    await taking
    assert [room.full_at for room in await stand.rooms()] == [stand.now + 2 * INTERVAL]
