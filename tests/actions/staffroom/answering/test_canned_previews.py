"""Ready replies in a topic."""

from tests.room_stand import RoomStand


async def test_reply_that_is_not_there_names_those_that_are(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.write("Ann", "/c nonsense", topic)
    await stand.settle(3)
    assert "thanks" in (await stand.said(topic))[-1]


async def test_preview_is_filled_in_and_not_sent(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    before = await stand.got(customer)
    await stand.write("Ann", "/c thanks", topic)
    await stand.settle(3)
    assert (await stand.said(topic))[-1].endswith("Thank you, Emma. – Ann")
    assert await stand.got(customer) == before
