"""Services that are booked: what is expected is asked before, and what was perceived after."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from actions.surveys.policy.bookings import ServiceBooked, service_booked
from actions.surveys.policy.events import DifferentService, NotAskedBefore, ReservedSource, UnknownSurvey
from actions.surveys.policy.services import Told
from store.models.address import Address
from store.models.surveys import Invitation, InvitationStatus, Outcome, Reason
from tests.actions.conftest import Customer, Sent
from tests.actions.surveys.conftest import Shop

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DIMENSIONS = 5


async def book(shop: Shop, starts_at: datetime, **changes: Any) -> Told:
    fields = {"source": "till-3", "id": "b1", "account": Address(42), **changes}
    async with shop.database.transaction() as session:
        return await service_booked(
            session, ServiceBooked(starts_at=starts_at, **fields), shop.now, shop.house
        )


async def answer_all(shop: Shop, customer: Customer, shown: list[Sent], value: str) -> list[str]:
    """Answer each question with the step of this value, after consent; what was asked."""
    asked = []
    while shown and shown[-1].buttons:
        data = next(
            (data for data in shown[-1].buttons.values() if data.endswith((f":{value}", "consent:1"))), None
        )
        if data is None or "!change" in data:
            break
        asked.append(data.split(":")[2])
        customer.now = shop.now
        shown = [each for each in await customer.press(data, 7) if each.buttons]
    return asked


async def test_expectation_is_asked_a_day_before_and_perception_after(shop: Shop, known: Customer) -> None:
    starts_at = shop.now + 3 * DAY
    told = await book(shop, starts_at, outlet="north")
    assert (told.decision, told.send_at) == (Outcome.SCHEDULED, starts_at - DAY)
    shop.now = starts_at - DAY
    asked = await answer_all(shop, known, await shop.work(), "5")
    assert asked[0] == "consent"
    assert len(asked) == 1 + DIMENSIONS
    assert all(name.endswith("_expected") for name in asked[1:])
    shop.now = starts_at + HOUR
    ended = await shop.tell(id="b1", survey="servqual", outlet="north")
    assert ended.decision is Outcome.SCHEDULED  # in spite of the cooldown
    shop.now += HOUR
    perceived = await answer_all(shop, known, await shop.work(), "3")
    assert perceived == [name.replace("_expected", "_perceived") for name in asked[1:]]
    rows: list[Invitation] = await shop.rows(Invitation)
    assert [row.status for row in rows] == [InvitationStatus.COMPLETED] * 2


async def test_expectation_cannot_be_told_once_the_service_has_begun(shop: Shop, known: Customer) -> None:
    starts_at = shop.now + 5 * HOUR
    await book(shop, starts_at)
    await shop.work()
    invitation = await shop.invitation()
    assert (invitation.status, invitation.expires_at) == (InvitationStatus.SENT, starts_at)
    shop.now = starts_at
    await shop.work()
    assert (await shop.invitation()).status is InvitationStatus.EXPIRED


async def test_without_an_answer_the_whole_is_asked_after_the_cooldown(shop: Shop, known: Customer) -> None:
    await book(shop, shop.now + 5 * HOUR)
    await shop.work()
    shop.now += 6 * HOUR
    await shop.work()
    assert (await shop.tell(id="b1", survey="servqual")).reason is Reason.COOLDOWN
    shop.now += 8 * DAY
    await shop.tell(id="other", survey="servqual")
    shop.now += HOUR
    asked = await answer_all(shop, known, await shop.work(), "4")
    assert asked[1:3] == ["on_time_expected", "on_time_perceived"]
    assert len(asked) == 21


async def test_booking_far_ahead_hides_no_survey_from_the_cooldown(shop: Shop, known: Customer) -> None:
    await book(shop, shop.now + 40 * DAY)
    await shop.tell()
    shop.now += HOUR
    assert len(await shop.work()) == 1
    shop.now += DAY
    assert (await shop.tell()).reason is Reason.COOLDOWN


async def test_service_that_has_begun_is_not_asked_about(shop: Shop, known: Customer) -> None:
    told = await book(shop, shop.now - HOUR)
    assert (told.decision, told.reason) == (Outcome.SKIPPED, Reason.BEGUN)


async def test_same_again_is_told_the_same(shop: Shop, known: Customer) -> None:
    starts_at = shop.now + 3 * DAY
    first, again = await book(shop, starts_at), await book(shop, starts_at)
    assert (first.created, again.created, again.service) == (True, False, first.service)
    with pytest.raises(DifferentService):
        await book(shop, starts_at, outlet="south")


async def test_booking_can_be_moved_before_it_is_asked_about(shop: Shop, known: Customer) -> None:
    starts_at = shop.now + 3 * DAY
    await book(shop, starts_at)
    again = await book(shop, starts_at + 5 * DAY)
    assert (again.created, await shop.work()) == (False, [])
    assert (await shop.invitation()).due_at == starts_at + 4 * DAY
    await book(shop, shop.now + 2 * HOUR)
    assert len(await shop.work()) == 1
    assert (await shop.invitation()).expires_at == shop.now + 2 * HOUR


async def test_whole_survey_is_never_asked_before_the_service(shop: Shop, known: Customer) -> None:
    await book(shop, shop.now + 3 * DAY)
    shop.asking(replace(shop.house.surveys["servqual"], apart=None))
    shop.now += 2 * DAY
    asked = await answer_all(shop, known, await shop.work(), "5")
    assert len(asked) == 1 + DIMENSIONS
    assert all(name.endswith("_expected") for name in asked[1:])


async def test_open_question_ends_with_the_new_beginning(shop: Shop, known: Customer) -> None:
    await book(shop, shop.now + 5 * HOUR)
    await shop.work()
    await book(shop, shop.now + 2 * HOUR)
    invitation = await shop.invitation()
    assert (invitation.expires_at, invitation.due_at) == (shop.now + 2 * HOUR,) * 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"survey": "post_service"}, NotAskedBefore),
        ({"survey": "nothing"}, UnknownSurvey),
        ({"source": "huifang:case"}, ReservedSource),
    ],
)
async def test_wrong_bookings_are_refused(
    shop: Shop, known: Customer, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await book(shop, shop.now + DAY, **changes)
    assert await shop.rows(Invitation) == []
