"""What the sender finds out is kept with the invitation."""

import pytest

from actions.surveys.asking.survey_message import delivered, undeliverable
from store.models.surveys import Invitation, InvitationStatus
from tests.actions.surveys.conftest import HOUR, Talk
from tests.conftest import NOON


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
