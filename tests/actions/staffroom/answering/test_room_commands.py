"""Commands in a topic."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from store.models.cases import Case, CaseStatus, Priority
from store.models.conversations import Conversation, Mode
from store.models.customers import Customer
from store.models.staff import Role, Staff
from tests.room_stand import RoomStand


async def case_of(stand: RoomStand) -> Case:
    async with stand.database.reading() as session:
        return (await session.scalars(select(Case))).one()


async def mode_of(stand: RoomStand) -> tuple[Mode, int | None]:
    async with stand.database.reading() as session:
        row = (await session.scalars(select(Conversation))).one()
        return row.mode, row.assignee_id


async def test_talk_is_taken_over_and_handed_back(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "/take", topic)
    await stand.settle(2)
    assert await mode_of(stand) == (Mode.STAFF, stand.staff["Ann"])
    assert await stand.reactions(number) == ["👌"]
    await stand.write("Bo", "/back", topic)
    await stand.settle(2)
    assert await mode_of(stand) == (Mode.STAFF, stand.staff["Ann"])
    await stand.write("Ann", "/back@huifang_sandbox_bot", topic)
    await stand.settle(2)
    assert await mode_of(stand) == (Mode.BOT, None)


async def test_case_is_worked_on_and_settled(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    for command in ("/assign bo", "/priority high", "/wait"):
        await stand.write("Ann", command, topic)
        await stand.settle(2)
    case = await case_of(stand)
    assert (case.assignee_id, case.priority, case.status) == (
        stand.staff["Bo"],
        Priority.HIGH,
        CaseStatus.WAITING,
    )
    reason = next(iter(stand.house.settle_reasons))
    await stand.write("Ann", f"/settle {reason}", topic)
    await stand.settle(3)
    assert (await case_of(stand)).status is CaseStatus.WAITING  # no reply, and no argument
    await stand.write("Ann", f"/settle {reason} // told by phone", topic)
    await stand.settle(3)
    assert (await case_of(stand)).status is CaseStatus.SETTLED


async def test_settle_without_a_reason_offers_them_as_buttons(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.write("Ann", "On its way.", topic)
    await stand.write("Ann", "/settle", topic)
    await stand.settle(4)
    [offer] = [each for each in (await stand.in_topic(topic))[1:] if each.buttons]
    assert set(offer.buttons.values()) == {f"room:settle {key}" for key in stand.house.settle_reasons}
    data = next(iter(offer.buttons.values()))
    await stand.client.move(
        stand.members["Ann"], "tap", message_id=offer.message_id, data=data, chat=stand.group, topic=topic
    )
    await stand.settle(3)
    assert (await case_of(stand)).status is CaseStatus.SETTLED


async def test_case_is_snoozed_by_a_word_or_a_button_and_woken(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    began = stand.now
    number = await stand.write("Ann", "/snooze four_hours", topic)
    await stand.settle(2)
    assert (await case_of(stand)).snoozed_until == began + timedelta(hours=4)
    assert await stand.reactions(number) == ["👌"]
    await stand.write("Ann", "/wake", topic)
    await stand.settle(2)
    assert (await case_of(stand)).snoozed_until is None
    await stand.write("Ann", "/snooze", topic)
    await stand.settle(9)
    [offer] = [each for each in (await stand.in_topic(topic))[1:] if each.buttons]
    began, data = stand.now, offer.buttons["1 小时后"]
    await stand.client.move(
        stand.members["Ann"], "tap", message_id=offer.message_id, data=data, chat=stand.group, topic=topic
    )
    await stand.settle(2)
    assert (await case_of(stand)).snoozed_until == began + timedelta(hours=1)


async def test_customer_is_blocked(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.write("Ann", "/block", topic)
    await stand.settle(2)
    async with stand.database.reading() as session:
        assert (await session.scalars(select(Customer.blocked_at))).one() is not None


@pytest.mark.parametrize("command", ["/nonsense", "/assign Zed", "/help", "/a", "/priority low"])
async def test_what_cannot_be_done_is_said(stand: RoomStand, command: str) -> None:
    _, topic = await stand.customer_with_topic()
    before = len(await stand.in_topic(topic))
    await stand.write("Ann", command, topic)
    await stand.settle(3)
    assert len(await stand.in_topic(topic)) == before + 1


async def test_reviewer_may_not_do_what_the_console_forbids_them(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    async with stand.database.transaction() as session:
        (await session.scalars(select(Staff).where(Staff.name == "Bo"))).one().role = Role.REVIEWER
    for text in ("/take", "/block", "Hello from a reviewer"):
        await stand.write("Bo", text, topic)
    await stand.settle()
    assert await mode_of(stand) == (Mode.BOT, None)
    assert "Hello from a reviewer" not in await stand.got(customer)


async def test_priority_has_two_words(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    for command, priority in (
        ("/priority high", Priority.HIGH),
        ("/priority low", Priority.HIGH),
        ("/priority Normal", Priority.NORMAL),
    ):
        await stand.write("Ann", command, topic)
        await stand.settle(2)
        assert (await case_of(stand)).priority is priority
