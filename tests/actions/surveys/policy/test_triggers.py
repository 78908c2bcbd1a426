"""What ends in our own house is asked about like any other service."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.surveys.policy.events import ReservedSource
from actions.surveys.policy.services import Told
from actions.surveys.policy.triggers import asked_by_staff, case_settled, handover_ended
from nlu.contract.labels import Intent
from store.models.cases import Case, CaseStatus
from store.models.conversations import Conversation, Mode
from store.models.occasions import Occasion
from store.models.staff import AuditEntry
from store.models.surveys import Invitation, Outcome, Reason, Service
from tests.actions.conftest import Customer, sure
from tests.actions.surveys.conftest import DAY, HOUR, Shop, Talk
from tests.conftest import NOON


async def settle(shop: Shop) -> Told:
    """Settle the newest case."""
    case_id = (await shop.rows(Case))[-1].id
    async with shop.database.transaction() as session:
        case = await session.get_one(Case, case_id)
        case.status, case.settled_at = CaseStatus.SETTLED, shop.now
        told = await case_settled(session, case, shop.now, shop.house)
    assert told is not None
    return told


async def press(shop: Shop) -> Told:
    """A member of staff presses the button beside the first conversation."""
    async with shop.database.transaction() as session:
        conversation = await session.get_one(Conversation, 1)
        return await asked_by_staff(session, conversation, 3, shop.now, shop.house, agent="lee")


async def hand_back(shop: Shop) -> Told | None:
    """A talk with a person ends."""
    async with shop.database.transaction() as session:
        conversation = await session.get_one(Conversation, 1)
        conversation.mode = Mode.BOT
        return await handover_ended(session, conversation, shop.now, shop.house, agent="lee")


async def test_settled_case_is_followed_up(shop: Shop, known: Customer) -> None:
    await known.write("太差了", sure(Intent.COMPLAINT))
    told = await settle(shop)
    assert (told.decision, told.send_at) == (Outcome.SCHEDULED, NOON + HOUR)
    (service,) = await shop.rows(Service)
    assert (service.source, service.source_id) == ("huifang:case", "HF-000001/20261123T040000")
    assert (service.kind, service.survey_key) == ("complaint", "case_settled")


async def test_remedy_is_asked_about_in_spite_of_the_survey_before(talk: Talk) -> None:
    await talk.begin(outlet="north", agent="lee")
    await talk.tap("1")
    talk.later(2 * HOUR)
    told = await settle(talk.shop)
    assert told.decision is Outcome.SCHEDULED
    second: Invitation = (await talk.shop.rows(Invitation))[-1]
    assert (second.survey_key, second.outlet, second.agent) == ("case_settled", "north", "lee")


async def test_settling_twice_in_a_week_asks_once(shop: Shop, known: Customer) -> None:
    await known.write("太差了", sure(Intent.COMPLAINT))
    await settle(shop)
    shop.now += DAY
    assert (await settle(shop)).reason is Reason.COOLDOWN


async def test_other_open_complaint_is_respected(shop: Shop, known: Customer) -> None:
    await known.write("太差了", sure(Intent.COMPLAINT))
    await shop.change(Conversation, awaited=None, awaited_for=None)
    known.now += 2 * DAY  # another conversation, and so another case
    await known.write("还是太差", sure(Intent.COMPLAINT))
    assert (await settle(shop)).reason is Reason.OPEN_COMPLAINT


async def test_house_without_the_survey_asks_nothing(shop: Shop, known: Customer) -> None:
    await known.write("太差了", sure(Intent.COMPLAINT))
    async with shop.database.transaction() as session:
        case = await session.get_one(Case, 1)
        bare = replace(shop.house, surveys={})
        assert await case_settled(session, case, shop.now, bare) is None
        assert await handover_ended(session, await session.get_one(Conversation, 1), NOON, bare) is None


async def test_staff_ask_at_once_and_it_is_audited(shop: Shop, known: Customer) -> None:
    told = await press(shop)
    assert (told.decision, told.send_at) == (Outcome.SCHEDULED, NOON)
    (entry,) = await shop.rows(AuditEntry)
    assert (entry.actor, entry.action, entry.subject) == ("staff:3", "survey.asked", "service:1")
    assert (await shop.invitation()).agent == "lee"


async def test_second_press_asks_nothing_more(shop: Shop, known: Customer) -> None:
    await press(shop)
    shop.now += timedelta(seconds=30)
    assert not (await press(shop)).created
    assert [len(await shop.rows(kind)) for kind in (Service, AuditEntry)] == [1, 1]


async def test_staff_respect_what_the_customer_wants(shop: Shop, known: Customer) -> None:
    await known.command("stop")
    assert (await press(shop)).reason is Reason.OPTED_OUT


async def test_end_of_a_handover_is_asked_about_at_once(shop: Shop, known: Customer) -> None:
    await shop.change(Conversation, mode=Mode.STAFF)
    told = await hand_back(shop)
    assert told is not None
    assert (told.decision, told.send_at) == (Outcome.SCHEDULED, NOON)
    assert [row.source for row in await shop.rows(Service)] == [Occasion.HANDOVER.source]


@pytest.mark.parametrize("occasion", list(Occasion))
async def test_systems_cannot_use_our_sources(shop: Shop, occasion: Occasion) -> None:
    with pytest.raises(ReservedSource):
        await shop.tell(source=occasion.source)
