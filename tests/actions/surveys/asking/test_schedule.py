"""What falls due is done once; what is not wanted any more is taken back."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.surveys.asking import schedule
from actions.surveys.policy.events import NoSuchService
from store.models.address import Address
from store.models.customers import Customer as CustomerRow
from store.models.queues import OutboxItem
from store.models.surveys import Invitation, InvitationStatus, Reason
from tests.actions.conftest import Customer
from tests.actions.surveys.conftest import DAY, HOUR, Shop, Talk
from tests.actions.surveys.policy.test_bookings import book
from tests.conftest import NOON


async def next_due(shop: Shop) -> object:
    async with shop.database.reading() as session:
        return await schedule.next_due(session)


async def cancel(shop: Shop, reason: Reason) -> None:
    async with shop.database.transaction() as session:
        customer = await session.get_one(CustomerRow, 1)
        await schedule.cancel_all(session, customer, shop.now, reason)


async def test_nothing_is_due_before_its_time(shop: Shop, known: Customer) -> None:
    await shop.tell()
    shop.now = NOON + HOUR - timedelta(seconds=1)
    assert await shop.work() == []
    assert await next_due(shop) == NOON + HOUR


async def test_nothing_is_due_where_nothing_waits(shop: Shop) -> None:
    assert await next_due(shop) is None
    assert await shop.work() == []


async def test_longest_waiting_come_first(shop: Shop, known: Customer) -> None:
    shop.house = replace(shop.house, rules=replace(shop.house.rules, cooldown=timedelta(0)))
    for hours in (0, 2, 1):
        await shop.tell(ended_at=NOON - hours * timedelta(minutes=10))
    async with shop.database.reading() as session:
        assert await schedule.due(session, NOON + HOUR, limit=2) == [2, 3]


async def test_two_workers_send_once(shop: Shop, known: Customer) -> None:
    await shop.tell()

    async def advance() -> bool:
        async with shop.database.transaction() as session:
            return await schedule.advance(session, 1, NOON + HOUR, shop.house)

    assert sorted(await asyncio.gather(*(advance() for _ in range(6)))) == [False] * 5 + [True]
    sent = [row for row in await shop.rows(OutboxItem) if row.invitation_id == 1]
    assert len(sent) == 1


async def test_restart_across_the_due_time_sends_once(shop: Shop, known: Customer) -> None:
    await shop.tell()
    shop.now += 5 * HOUR
    assert len(await shop.work()) == 1
    assert await shop.work() == []


async def test_clock_that_jumps_sends_nothing_early_or_twice(talk: Talk) -> None:
    await talk.begin()
    talk.later(-5 * HOUR)
    assert await talk.shop.work() == []
    talk.later(5 * HOUR)
    assert await talk.shop.work() == []


async def test_finished_invitation_is_not_advanced(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.change(Invitation, status=InvitationStatus.COMPLETED)
    talk.later(30 * DAY)
    assert await talk.shop.work() == []


async def test_stop_cancels_what_waits_and_says_why(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await known.command("stop")
    assert (await shop.invitation()).status is InvitationStatus.CANCELLED
    assert await shop.decisions() == [
        ("received", "scheduled", None),
        ("sending", "skipped", "opted_out"),
    ]
    shop.now += 2 * HOUR
    assert await shop.work() == []


async def test_stop_dismisses_an_open_survey_and_takes_its_buttons(talk: Talk) -> None:
    (asked,) = await talk.begin()
    await talk.shop.deliver()
    sent = await talk.customer.command("stop")
    assert [(each.action, each.text, each.buttons) for each in sent[:1]] == [("edit", asked.text, {})]
    invitation = await talk.shop.invitation()
    assert (invitation.status, invitation.due_at) == (InvitationStatus.DISMISSED, None)


async def test_stop_ends_the_wait_for_a_comment(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    assert await talk.shop.awaited() == [1]
    await talk.customer.command("stop")
    assert await talk.shop.awaited() == [None]


async def test_stop_leaves_a_finished_survey_alone(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.tap("!skip", "comment")
    await talk.customer.command("stop")
    assert (await talk.shop.invitation()).status is InvitationStatus.COMPLETED


async def test_blocking_cancels_what_waits(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await known.block()
    assert (await shop.invitation()).status is InvitationStatus.CANCELLED
    assert (await shop.decisions())[-1] == ("sending", "skipped", "unreachable")


@pytest.mark.parametrize(
    ("arrived", "status"), [(False, InvitationStatus.UNDELIVERABLE), (True, InvitationStatus.SENT)]
)
async def test_blocking_ends_only_a_survey_that_never_arrived(
    talk: Talk, *, arrived: bool, status: InvitationStatus
) -> None:
    await talk.begin()
    if arrived:
        await talk.shop.deliver()
    await cancel(talk.shop, Reason.UNREACHABLE)
    assert (await talk.shop.invitation()).status is status


async def test_surveys_of_others_are_left_alone(shop: Shop, known: Customer) -> None:
    other = replace(known, account=Address(99))
    await other.command("help")
    await shop.tell(account=Address(99))
    await cancel(shop, Reason.OPTED_OUT)
    assert (await shop.invitation()).status is InvitationStatus.SCHEDULED


async def test_booking_that_is_called_off_is_not_asked_about(shop: Shop, known: Customer) -> None:
    await book(shop, shop.now + 3 * DAY)
    async with shop.database.transaction() as session:
        await schedule.call_off(session, "till-3", "b1", shop.now)
    assert (await shop.invitation()).status is InvitationStatus.CANCELLED
    assert (await shop.decisions())[-1] == ("sending", "skipped", "called_off")
    shop.now += 2 * DAY
    assert await shop.work() == []


async def test_open_question_about_a_booking_is_taken_back(shop: Shop, known: Customer) -> None:
    await book(shop, shop.now + 5 * HOUR)
    await shop.work()
    await shop.deliver()
    async with shop.database.transaction() as session:
        await schedule.call_off(session, "till-3", "b1", shop.now)
    assert (await shop.invitation()).status is InvitationStatus.EXPIRED


async def test_start_link_of_a_booking_that_is_called_off_asks_nothing(
    shop: Shop, customer: Customer
) -> None:
    told = await book(shop, shop.now + 3 * DAY, account=None, external_id="c-77")
    assert told.start_token is not None
    async with shop.database.transaction() as session:
        await schedule.call_off(session, "till-3", "b1", shop.now)
    await customer.command("start", told.start_token)
    assert await shop.rows(Invitation) == []


async def test_booking_that_is_not_known_is_refused(shop: Shop) -> None:
    with pytest.raises(NoSuchService):
        async with shop.database.transaction() as session:
            await schedule.call_off(session, "till-3", "b1", shop.now)
