"""Faults of a staff room: topics gone, closed or late, floods, lost rights, and restarts in the middle."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from actions.settings.house import House
from bot.sandbox.control.customer_moves import SentMessage
from bot.sandbox.server.event_feed import EventKind
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.sandbox.server.rates import TELEGRAM_RATES
from store.engine.database import Database
from store.models.queues import Alarm
from store.models.staff_rooms import CustomerTopic, TopicState
from tests.room_stand import RoomStand, room_stand


@pytest.fixture(autouse=True)
def seconds_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `connected` sets, for tests that make the library's errors without a connection."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def stand(database: Database, house: House, now: datetime) -> AsyncIterator[RoomStand]:
    """A group that is tied, with Ann and Bo, at Telegram's own rates."""
    async with room_stand(database, house, now, TELEGRAM_RATES) as made:
        await made.open("Ann", "Bo")
        yield made


async def of_topic(stand: RoomStand, deed: str, topic: int) -> None:
    """Let a member close, reopen or delete a topic by hand."""
    await stand.client.ask("POST", f"/groups/{stand.group}/topics/{topic}/{deed}")


async def alarms(stand: RoomStand) -> set[str]:
    """The kinds of open alarms."""
    async with stand.database.reading() as session:
        return set(await session.scalars(select(Alarm.kind).where(Alarm.cleared_at.is_(None))))


async def test_81_deleted_topic_is_made_again_and_no_message_is_lost(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await of_topic(stand, "delete", topic)
    before = len(await stand.general())
    for text in ("Hello?", "Is anyone there?"):
        await stand.client.send_text(customer, text)
    await stand.settle(30)
    again = await stand.topic_of(customer)
    assert again != topic
    told = "\n".join(await stand.said(again))
    assert (told.count("Hello?"), told.count("Is anyone there?")) == (1, 1)
    assert len(await stand.general()) == before
    assert len(await stand.client.topics(stand.group)) == 1


async def test_82_closed_topic_is_opened_again_and_gets_the_message(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await of_topic(stand, "close", topic)
    await stand.client.send_text(customer, "Hello?")
    await stand.settle(30)
    [found] = await stand.client.topics(stand.group)
    assert (found["message_thread_id"], found["closed"]) == (topic, False)
    assert "\n".join(await stand.said(topic)).count("Hello?") == 1


@pytest.mark.parametrize("is_told", [True, False])
async def test_83_group_with_another_id_stays_the_room(stand: RoomStand, *, is_told: bool) -> None:
    customer, topic = await stand.customer_with_topic()
    new = (await stand.client.ask("POST", f"/groups/{stand.group}/migrate"))["id"]
    if not is_told:  # the send is the first to find out
        stand.world.first.queue.drop_all()
    await stand.client.send_text(customer, "Hello?")
    await stand.settle(20)
    stand.group = new
    assert "\n".join(event.text for event in await stand.in_topic(topic)).count("Hello?") == 1
    number = await stand.write("Ann", "Here I am.", topic)
    await stand.settle()
    assert "Here I am." in await stand.got(customer)
    assert await stand.reactions(number) == ["👀", "👌"]


async def test_84_lost_rights_keep_messages_until_they_are_back(stand: RoomStand) -> None:
    await stand.client.ask(
        "PUT", f"/groups/{stand.group}/standing", {"status": "administrator", "rights": []}
    )
    customer = await stand.client.customer("Emma", "en")
    await stand.client.send_text(customer, "Where is my parcel?")
    await stand.settle()
    assert await stand.client.topics(stand.group) == []
    assert "room.unusable" in await alarms(stand)
    assert "manage topics" in (await stand.general())[-1] or "管理话题" in (await stand.general())[-1]
    rights = ["can_manage_topics", "can_pin_messages"]
    await stand.client.ask(
        "PUT", f"/groups/{stand.group}/standing", {"status": "administrator", "rights": rights}
    )
    await stand.settle(60)
    assert "\n".join(await stand.said(await stand.topic_of(customer))).count("Where is my parcel?") == 1
    assert await alarms(stand) == set()


async def test_85_bot_that_was_removed_keeps_messages_until_it_is_back(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.client.ask("PUT", f"/groups/{stand.group}/standing", {"status": "kicked"})
    stand.world.first.queue.drop_all()  # the send is the first to find out
    await stand.client.send_text(customer, "Hello?")
    await stand.settle()
    assert "room.unusable" in await alarms(stand)
    rights = ["can_manage_topics", "can_pin_messages"]
    await stand.client.ask(
        "PUT", f"/groups/{stand.group}/standing", {"status": "administrator", "rights": rights}
    )
    await stand.settle(60)
    assert "\n".join(await stand.said(topic)).count("Hello?") == 1


async def test_86_flood_in_the_group_does_not_stop_customers(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    fault = Fault(FaultKind.TOO_MANY_REQUESTS, method="sendmessage", chat=stand.group, seconds=300)
    await stand.client.fault(fault)
    await stand.client.send_text(customer, "Hello?")
    await stand.settle(30)
    assert "\n".join(await stand.said(topic)).count("Hello?") == 0
    other = await stand.client.customer("Carl", "en")
    await stand.client.send_text(other, "A person, please")
    await stand.settle(10)
    assert await stand.got(other) != []
    await stand.settle(300)
    assert "\n".join(await stand.said(topic)).count("Hello?") == 1


async def test_87_flood_of_topics_is_obeyed(stand: RoomStand) -> None:
    fault = Fault(FaultKind.TOO_MANY_REQUESTS, method="createforumtopic", seconds=120)
    await stand.client.fault(fault)
    customer = await stand.client.customer("Emma", "en")
    await stand.client.send_text(customer, "Where is my parcel?")
    await stand.settle(110)
    assert await stand.client.topics(stand.group) == []
    await stand.settle(30)
    assert "\n".join(await stand.said(await stand.topic_of(customer))).count("Where is my parcel?") == 1
    assert stand.world.calls["createforumtopic"] == 2


async def test_88_two_first_messages_at_once_make_one_topic(stand: RoomStand) -> None:
    customer = await stand.client.customer("Emma", "en")
    for text in ("Hello", "Where is my parcel?"):
        await stand.client.send_text(customer, text)
    await stand.take_in()
    await asyncio.gather(*(stand.round.look() for _ in range(4)))
    await stand.settle(20)
    assert len(await stand.client.topics(stand.group)) == 1
    assert stand.world.calls["createforumtopic"] == 1


async def photo(stand: RoomStand, writer: int, **content: object) -> SentMessage:
    """Let a person send a photo of their own."""
    return await stand.client.send_content(
        writer, {"photo": [{"file_id": "f", "file_unique_id": "u"}], **content}
    )


async def test_89_album_of_a_customer_stays_one(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    for caption in ({"caption": "both sides"}, {}):
        await photo(stand, customer, media_group_id="7", **caption)
    await stand.settle(20)
    copies = [event.body for event in await stand.in_topic(topic) if "photo" in event.body]
    assert (len(copies), len({copy["media_group_id"] for copy in copies})) == (2, 1)
    assert stand.world.calls["copymessages"] == 1


async def test_90_album_of_staff_stays_one(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    numbers = []
    for _ in range(3):
        content = {"photo": [{"file_id": "f", "file_unique_id": "u"}], "media_group_id": "8"}
        body = {"content": content, "chat": stand.group, "topic": topic}
        sent = await stand.client.move(stand.members["Ann"], "message", **body)
        numbers.append(sent["message_id"])
    await stand.settle(20)
    copies = [event.body for event in await stand.client.replies(customer) if "photo" in event.body]
    assert (len(copies), len({copy["media_group_id"] for copy in copies})) == (3, 1)
    assert [await stand.reactions(number) for number in numbers] == [["👀", "👌"], [], []]


async def test_91_edit_of_a_customer_changes_the_topic(stand: RoomStand) -> None:
    customer, _ = await stand.customer_with_topic()
    sent = await stand.client.send_text(customer, "Parcel 17")
    await stand.settle()
    await stand.client.edit(customer, sent.message_id, "Parcel 71")
    await stand.settle()
    edits = [
        event.text
        for event in await stand.client.events(chat=stand.group)
        if event.kind is EventKind.EDITED and "Parcel" in event.text
    ]
    assert [edit.count("✏️ Parcel 71") for edit in edits] == [1]


async def test_92_restart_between_claim_and_record_loses_no_customer(stand: RoomStand) -> None:
    customer = await stand.client.customer("Emma", "en")
    await stand.client.send_text(customer, "Where is my parcel?")
    await stand.take_in()
    await stand.client.fault(Fault(FaultKind.SERVER_ERROR, method="createforumtopic"))
    await stand.round.look()
    async with stand.database.transaction() as session:  # as if the process had died before it could record
        topic = (await session.scalars(select(CustomerTopic))).one()
        topic.state, topic.due_at = TopicState.MAKING, stand.now
    stand.restart()
    await stand.settle(90)
    assert "\n".join(await stand.said(await stand.topic_of(customer))).count("Where is my parcel?") == 1


async def test_93_restart_between_relay_and_send_sends_once(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.client.send_text(customer, "Hello?")
    await stand.take_in()
    await stand.round.look()
    stand.restart()
    await stand.settle(20)
    assert "\n".join(await stand.said(topic)).count("Hello?") == 1


async def test_94_two_hundred_first_messages_make_as_many_topics_at_the_pace(stand: RoomStand) -> None:
    for number in range(200):
        customer = await stand.client.customer(f"C{number}", "en")
        await stand.client.send_text(customer, "A person, please")
    made: list[datetime] = []
    while stand.world.first.queue:
        await stand.take_in()
    for _ in range(620):
        if len(made) < 200:
            before = stand.world.calls["createforumtopic"]
            await stand.round.look()
            made += [stand.now] * (stand.world.calls["createforumtopic"] - before)
            stand.pass_(1.5)
    topics = await stand.client.topics(stand.group)
    assert (len(topics), len({topic["message_thread_id"] for topic in topics})) == (200, 200)
    assert min(later - earlier for earlier, later in pairwise(made)) >= timedelta(seconds=3)
    assert max(sum(start <= at < start + timedelta(minutes=1) for at in made) for start in made) <= 15
    assert stand.world.refused[429] == 0
    async with stand.database.reading() as session:
        assert await session.scalar(select(func.count(CustomerTopic.customer_id.distinct()))) == 200


async def test_95_group_never_gets_more_than_twenty_messages_a_minute(stand: RoomStand) -> None:
    talks = [await stand.customer_with_topic() for _ in range(3)]
    for number in range(20):
        for customer, _ in talks:
            await stand.client.send_text(customer, f"word {number}")
        await stand.step()
        stand.pass_(1)
    await stand.settle(60)
    for _, topic in talks:
        told = "\n".join(await stand.said(topic)).split("\n")
        assert [line for line in told if line.startswith("word")] == [
            f"word {number}" for number in range(20)
        ]
    times = [event.at for event in await stand.client.replies(stand.group) if event.text]
    assert max(sum(start <= at < start + 60 for at in times) for start in times) <= 20
    assert stand.world.refused[429] == 0
