"""Whether each message of staff reached the customer."""

from sqlalchemy import select

from bot.sandbox.server.fault_plan import Fault, FaultKind
from store.models.address import Address
from store.models.staff_rooms import CustomerTopic
from store.queries.staffroom.topic_places import lose_thread
from tests.room_stand import RoomStand


async def test_message_that_failed_is_marked(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.client.fault(Fault(FaultKind.BLOCKED, method="sendmessage", chat=customer))
    number = await stand.write("Ann", "/take", topic)
    await stand.settle(3)
    number = await stand.write("Ann", "Hello?", topic)
    await stand.settle(3)
    assert (await stand.reactions(number))[-1] == "👎"


async def test_message_that_waits_is_marked_as_queued(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.client.fault(
        Fault(FaultKind.TOO_MANY_REQUESTS, method="sendmessage", chat=customer, seconds=20, count=1)
    )
    number = await stand.write("Ann", "Hello?", topic)
    await stand.settle(4)
    assert await stand.reactions(number) == ["👀"]
    await stand.settle(25)
    assert await stand.reactions(number) == ["👀", "👌"]


async def test_failure_of_a_message_whose_topic_is_gone_is_said_in_the_new_one(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "/take", topic)
    await stand.settle(3)
    await stand.client.fault(Fault(FaultKind.BLOCKED, method="sendmessage", chat=customer))
    await stand.write("Ann", "Hello?", topic)
    await stand.client.ask("POST", f"/groups/{stand.group}/topics/{topic}/delete")
    async with stand.database.transaction() as session:
        lose_thread((await session.scalars(select(CustomerTopic))).one(), Address(stand.group))
    await stand.settle(10)
    said = await stand.said(await stand.topic_of(customer))
    assert [text for text in said if text.startswith("Ann，您有一条回复没有送达")] == said[-1:]
