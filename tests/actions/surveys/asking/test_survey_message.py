"""The buttons of the last message are taken off where the message is known."""

import pytest

from actions.surveys.asking.survey_message import delivered, undeliverable, withdraw_buttons
from store.models.queues import OutboxItem
from store.models.surveys import Invitation, InvitationStatus
from tests.actions.surveys.conftest import HOUR, Talk
from tests.conftest import NOON


async def withdraw(talk: Talk, remark: str = "") -> list[dict[str, object]]:
    """What is queued by it."""
    async with talk.shop.database.transaction() as session:
        await withdraw_buttons(session, await session.get_one(Invitation, 1), talk.shop.now, remark)
    rows: list[OutboxItem] = await talk.shop.rows(OutboxItem)
    return [row.payload for row in rows if row.payload["target"] is not None]


async def test_buttons_of_a_message_that_was_not_sent_stay(talk: Talk) -> None:
    await talk.begin()
    assert await withdraw(talk) == []


async def test_last_message_loses_its_buttons_and_keeps_its_text(talk: Talk) -> None:
    (sent,) = await talk.begin()
    await talk.shop.deliver(501)
    number = (await talk.shop.rows(OutboxItem))[-1].telegram_message_id
    assert await withdraw(talk, "再见") == [
        {"text": f"{sent.text}\n\n再见", "buttons": [], "target": number, "tap": None}
    ]


async def test_only_the_survey_of_the_invitation_is_touched(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.deliver(501)
    number = (await talk.shop.rows(OutboxItem))[-1].telegram_message_id
    await talk.customer.command("help")
    await talk.shop.deliver(601)
    assert [payload["target"] for payload in await withdraw(talk)] == [number]


async def test_question_that_took_the_place_of_another_keeps_its_own_text(talk: Talk) -> None:
    await talk.begin()
    asked = (await talk.tap("5", message_id=501))[-1]
    withdrawn = (await withdraw(talk))[-1]
    assert withdrawn == {"text": asked.text, "buttons": [], "target": 501, "tap": None}


async def tell(talk: Talk, *, arrived: bool) -> Invitation:
    async with talk.shop.database.transaction() as session:
        await (delivered if arrived else undeliverable)(session, 1, talk.shop.now)
    return await talk.shop.invitation()


async def test_first_delivery_counts(talk: Talk) -> None:
    await talk.begin()
    await tell(talk, arrived=True)
    talk.later(HOUR)
    assert (await tell(talk, arrived=True)).delivered_at == NOON + HOUR


async def test_survey_that_cannot_arrive_is_over(talk: Talk) -> None:
    await talk.begin()
    invitation = await tell(talk, arrived=False)
    assert (invitation.status, invitation.due_at) == (InvitationStatus.UNDELIVERABLE, None)


@pytest.mark.parametrize("answered", [False, True])
async def test_survey_that_arrived_before_stays_open(talk: Talk, *, answered: bool) -> None:
    await talk.begin()
    if answered:
        await talk.tap("5")
    before = await tell(talk, arrived=True)
    after = await tell(talk, arrived=False)
    assert (after.status, after.due_at) == (before.status, before.due_at)
