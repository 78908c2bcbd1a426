"""Words, commands and presses whose topic was deleted, or whose group moved, before they were read."""

from sqlalchemy import select

from actions.staffroom.room.room_moving import move_room
from actions.staffroom.room.room_tying import untie_room
from store.models.address import Address
from store.models.conversations import Conversation, Mode
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff_rooms import CustomerTopic, RelayedMessage
from store.queries.staffroom.topic_places import lose_thread
from tests.room_stand import RoomStand


async def delete(stand: RoomStand, topic: int) -> None:
    """Delete a topic, and let a send find it out before anything else is read."""
    await stand.client.ask("POST", f"/groups/{stand.group}/topics/{topic}/delete")
    async with stand.database.transaction() as session:
        lost = select(CustomerTopic).where(CustomerTopic.thread == topic)
        lose_thread((await session.scalars(lost)).one(), Address(stand.group))


async def migrate(stand: RoomStand) -> None:
    """Give the group another id, and let a send find it out before anything else is read."""
    new = (await stand.client.ask("POST", f"/groups/{stand.group}/migrate"))["id"]
    async with stand.database.transaction() as session:
        await move_room(session, Address(stand.group), Address(new), stand.now)
    stand.group = new


async def exchange(stand: RoomStand, *topics: int) -> None:
    """Let two topics have the number of each other, as another group may give them."""
    async with stand.database.transaction() as session:
        found = await session.scalars(select(CustomerTopic).where(CustomerTopic.thread.in_(topics)))
        first, second = found.all()
        numbers = first.thread, second.thread
        first.thread = None
        await session.flush()
        second.thread = numbers[0]
        await session.flush()
        first.thread = numbers[1]


async def modes(stand: RoomStand) -> list[Mode]:
    async with stand.database.reading() as session:
        return list(await session.scalars(select(Conversation.mode).order_by(Conversation.id)))


async def test_words_in_a_topic_that_is_gone_go_to_the_customer(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    general = await stand.general()
    number = await stand.write("Ann", "On its way.", topic)
    await delete(stand, topic)
    await stand.settle()
    assert (await stand.got(customer))[-1] == "On its way."
    assert (await stand.general(), await stand.reactions(number)) == (general, [])
    assert await stand.topic_of(customer) not in {topic, 0}


async def test_refusal_of_words_in_a_topic_that_is_gone_is_said_in_general_without_them(
    stand: RoomStand,
) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "I have it.", topic)
    await stand.settle(20)
    general = await stand.general()
    await stand.write("Bo", "Me too.", topic)
    await delete(stand, topic)
    await stand.settle(20)
    assert "Me too." not in await stand.got(customer)
    why = "Ann 正在回复这位顾客，所以没有发出。发送 /take 可以接手。"
    refusal = f"Bo，您在顾客 1 原来的话题里写的内容没有生效：\n{why}"
    assert await stand.general() == [*general, refusal]


async def test_refusal_that_finds_its_topic_gone_is_said_in_general(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "I have it.", topic)
    await stand.settle(20)
    general = await stand.general()
    await stand.write("Bo", "Me too.", topic)
    await stand.client.ask("POST", f"/groups/{stand.group}/topics/{topic}/delete")
    await stand.settle(20)
    [said] = (await stand.general())[len(general) :]
    assert said.startswith("在顾客 1 原来的话题里： In the former topic of customer 1:\nAnn 正在回复这位顾客")
    assert "Me too." not in await stand.got(customer)
    assert await stand.topic_of(customer) not in {topic, 0}


async def test_refusal_of_words_is_said_in_the_topic_that_was_made_again(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    general = await stand.general()
    await stand.write("Ann", "/unknown", topic)
    await delete(stand, topic)
    await stand.round.look()
    await stand.settle()
    new = await stand.topic_of(customer)
    assert (await stand.said(new))[-1].startswith("Ann，您在顾客 1 原来的话题里写的内容没有生效")
    assert await stand.general() == general


async def test_command_in_a_topic_that_is_gone_has_no_effect_and_this_is_said(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.write("Ann", "/take", topic)
    await delete(stand, topic)
    await stand.settle()
    assert await modes(stand) == [Mode.BOT]
    assert "读到时话题已不在了" in (await stand.general())[-1]


async def test_stranger_in_a_topic_that_is_gone_is_told_in_general(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "Who am I?", topic, anonymous=True)
    await delete(stand, topic)
    await stand.settle()
    assert "Who am I?" not in await stand.got(customer)
    assert "匿名管理员无法回复" in (await stand.general())[-1]


async def test_words_in_a_group_that_has_another_id_go_to_the_customer(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "On its way.", topic)
    await migrate(stand)
    await stand.settle()
    assert (await stand.got(customer))[-1] == "On its way."
    # Its number may be that of another message now, so that nothing is shown there.
    async with stand.database.reading() as session:
        marked = select(RelayedMessage.group_number).where(RelayedMessage.receipt.is_not(None))
        assert [*await session.scalars(marked)] == [None]


async def test_words_go_to_the_customer_whose_topic_had_this_number_in_the_old_group(
    stand: RoomStand,
) -> None:
    emma, topic = await stand.customer_with_topic()
    bob, other = await stand.customer_with_topic("Where is my lamp?")
    got = await stand.got(bob)
    await stand.write("Ann", "On its way.", topic)
    await migrate(stand)
    await exchange(stand, topic, other)
    await stand.settle()
    assert (await stand.got(emma))[-1] == "On its way."
    assert await stand.got(bob) == got


async def test_press_and_command_in_the_old_group_have_no_effect_on_another_customer(
    stand: RoomStand,
) -> None:
    _, topic = await stand.customer_with_topic()
    _, other = await stand.customer_with_topic("Where is my lamp?")
    card = (await stand.in_topic(topic))[0]
    body = {"message_id": card.message_id, "data": "room:take", "chat": stand.group, "topic": topic}
    await stand.client.move(stand.members["Ann"], "tap", **body)
    await stand.write("Ann", "/take", topic)
    await migrate(stand)
    await exchange(stand, topic, other)
    await stand.settle()
    assert await modes(stand) == [Mode.BOT, Mode.BOT]
    async with stand.database.reading() as session:
        taps = await session.scalars(select(OutboxItem).where(OutboxItem.action == OutboxAction.ANSWER_TAP))
        assert [tap.payload["text"] for tap in taps] == ["读到时话题已不在了，请在新话题里再操作一次。"]


async def test_words_for_a_room_that_is_not_tied_any_more_go_nowhere(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "On its way.", topic)
    await migrate(stand)
    async with stand.database.transaction() as session:
        await untie_room(session, stand.staff["Ann"], stand.now)
    await stand.settle()
    assert "On its way." not in await stand.got(customer)
