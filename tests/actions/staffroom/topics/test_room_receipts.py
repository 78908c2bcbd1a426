"""Whether each message of staff reached the customer."""

from bot.sandbox.server.fault_plan import Fault, FaultKind
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
