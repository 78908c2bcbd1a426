"""Notices about cases."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from actions.cases.alerts import ESCALATED, STALLED, URGENT
from actions.staffroom.room.room_pace import BURST, INTERVAL
from actions.staffroom.topics.room_notices import sayable_kinds
from bot.sandbox.server.people import Persona
from store.models.address import Address
from store.models.cases import Case
from store.models.queues import Alarm, OutboxAction, OutboxItem
from store.models.staff_rooms import CustomerTopic, RoomMember, StaffRoom
from store.queries.staffroom.live_room import has_room_work
from store.queues.alarm_rows import raise_alarm
from tests.records import Records
from tests.room_stand import RoomStand


async def alarm(stand: RoomStand, *kinds: str) -> None:
    """Raise alarms about the customer's case, which is Ann's."""
    async with stand.database.transaction() as session:
        case = (await session.scalars(select(Case))).one()
        case.assignee_id = stand.staff["Ann"]
        for kind in kinds:
            await raise_alarm(session, kind, f"case:{case.reference}", stand.now)


async def test_notices_that_come_together_are_one_message(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    before = len(await stand.in_topic(topic))
    await alarm(stand, STALLED, ESCALATED)
    await stand.settle(3)
    [notice] = (await stand.in_topic(topic))[before:]
    assert notice.text.count("HF-000001") == 2


async def test_only_urgent_notices_are_said_at_night(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.settle(20)
    before = len(await stand.in_topic(topic))
    stand.now += timedelta(hours=14)  # two in the morning in Shanghai
    await alarm(stand, STALLED, URGENT)
    await stand.settle(3)
    [said] = (await stand.in_topic(topic))[before:]
    assert said.text.startswith("🔴")
    stand.now += timedelta(hours=9)
    await stand.settle(3)
    assert len(await stand.in_topic(topic)) == before + 2


@pytest.mark.parametrize("username", ["ann_lee", None])
async def test_person_of_the_case_is_mentioned(stand: RoomStand, username: str | None) -> None:
    _, topic = await stand.customer_with_topic()
    stand.world.customers[stand.members["Ann"]].persona = Persona("Ann", username=username)
    await alarm(stand, STALLED, ESCALATED)
    await stand.settle(3)
    notice = (await stand.in_topic(topic))[-1]
    assert [line[-3:] for line in notice.text.split("\n")] == ["Ann", "Ann"]
    named = [(each["type"], each["user"]["id"]) for each in notice.body["entities"]]
    assert named == [("text_mention", stand.members["Ann"])] * 2
    assert [notice.text[each["offset"] :][:3] for each in notice.body["entities"]] == ["Ann", "Ann"]


async def test_person_who_is_not_tied_is_named(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    async with stand.database.transaction() as session:
        await session.execute(delete(RoomMember))
    await alarm(stand, STALLED)
    await stand.settle(3)
    notice = (await stand.in_topic(topic))[-1]
    assert (notice.text[-3:], "entities" in notice.body) == ("Ann", False)


async def test_many_held_notices_do_not_hide_an_urgent_one(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.settle(20)
    stand.now += timedelta(hours=14)  # two in the morning in Shanghai
    async with stand.database.transaction() as session:
        case = (await session.scalars(select(Case))).one()
        rows = [
            Alarm(kind=STALLED, subject=f"case:{case.reference}", raised_at=stand.now, cleared_at=None)
            for _ in range(60)
        ]
        session.add_all(rows)
    await stand.settle(3)
    await alarm(stand, URGENT)
    await stand.settle(3)
    assert (await stand.said(topic))[-1].startswith("🔴")
    async with stand.database.reading() as session:
        [room] = await stand.rooms()
        works = await has_room_work(session, room.id, sayable_kinds(stand.now, stand.house))
    assert (len(room.held_alarms or []), works) == (60, False)


async def test_urgent_notice_is_said_before_cards_are_pinned(stand: RoomStand) -> None:
    await stand.customer_with_topic()
    await stand.settle(20)
    began = stand.now
    await alarm(stand, URGENT)
    async with stand.database.transaction() as session:
        await session.execute(update(CustomerTopic).values(pinned_at=None))
        room = (await session.scalars(select(StaffRoom))).one()
        room.full_at = began + (BURST - 1) * INTERVAL  # there is room for one message
    await stand.round.look()
    async with stand.database.reading() as session:
        queued = select(OutboxItem.action).where(
            OutboxItem.address == Address(stand.group), OutboxItem.created_at >= began
        )
        assert list(await session.scalars(queued)) == [OutboxAction.SEND]


async def test_notice_of_a_customer_without_a_topic_is_dropped(stand: RoomStand) -> None:
    await stand.customer_with_topic()
    async with stand.database.transaction() as session:
        records = Records(session, stand.now)
        customer = await records.customer("Carl")
        long_ago = stand.now - timedelta(days=9)
        case = await records.case(customer, await records.conversation(customer), opened_at=long_ago)
        await raise_alarm(session, STALLED, f"case:{case.reference}", stand.now)
    await stand.settle(3)
    assert [room.held_alarms for room in await stand.rooms()] == [None]


async def test_notice_of_a_slower_transaction_is_said_once(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.settle(20)
    before = len(await stand.in_topic(topic))
    for number in (700, 600):
        async with stand.database.transaction() as session:
            case = (await session.scalars(select(Case))).one()
            subject = f"case:{case.reference}"
            session.add(Alarm(id=number, kind=URGENT, subject=subject, raised_at=stand.now))
        await stand.settle(4)
        stand.pass_(70)
    await stand.settle(4)
    assert len(await stand.in_topic(topic)) - before == 2
    async with stand.database.reading() as session:
        [room] = await stand.rooms()
        assert await has_room_work(session, room.id, sayable_kinds(stand.now, stand.house)) is False


async def test_notice_that_stood_in_a_deleted_topic_is_said_in_the_new_one(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.settle(20)
    await alarm(stand, URGENT)
    await stand.client.ask("POST", f"/groups/{stand.group}/topics/{topic}/delete")
    await stand.settle(3)
    stand.pass_(60)
    await stand.settle(10)
    again = await stand.topic_of(customer)
    assert [text for text in await stand.said(again) if text.startswith("🔴")] != []
