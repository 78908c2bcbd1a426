"""Topics are made when a person is needed."""

from datetime import timedelta

from actions.staffroom.topics.topic_making import claim_topic, put_off_topic, want_topics
from actions.turn.send_outcomes import NotDelivered, Refused, SendLater
from store.models.staff_rooms import CustomerTopic, TopicState
from tests.room_stand import RoomStand


async def wanted(stand: RoomStand) -> int:
    """A topic that is claimed and not made yet; its number."""
    customer = await stand.client.customer("Emma", "en")
    await stand.client.send_text(customer, "A person, please")
    await stand.take_in()
    async with stand.database.transaction() as session:
        room = (await stand.rooms())[0]
        await want_topics(session, await session.merge(room), stand.now)
        order = await claim_topic(session, room.id, stand.now, stand.house)
    assert order is not None
    return order.topic_id


async def test_title_and_card_name_the_customer_and_the_case(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    [found] = await stand.client.topics(stand.group)
    assert found["name"].startswith("Emma · HF-000001 · ")
    assert (await stand.in_topic(topic))[0].text.startswith("Emma · ")


async def test_claimed_topic_is_not_claimed_again(stand: RoomStand) -> None:
    await wanted(stand)
    async with stand.database.transaction() as session:
        later = stand.now + timedelta(seconds=10)
        assert await claim_topic(session, (await stand.rooms())[0].id, later, stand.house) is None


async def test_topic_that_was_refused_waits_for_its_time(stand: RoomStand) -> None:
    number = await wanted(stand)
    for error, seconds in ((SendLater(90), 90), (NotDelivered("away"), 40), (Refused("odd"), 80)):
        async with stand.database.transaction() as session:
            await put_off_topic(session, number, error, stand.now)
            topic = await session.get_one(CustomerTopic, number)
            assert (topic.state, topic.due_at - stand.now) == (TopicState.WANTED, timedelta(seconds=seconds))
            topic.state = TopicState.MAKING
