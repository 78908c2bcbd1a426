"""The facts are gathered from what is stored."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.surveys.policy.decision import Facts, draw
from actions.surveys.policy.facts import gather
from actions.surveys.policy.triggers import case_settled
from nlu.contract.labels import Intent
from store.models.cases import Case, CaseStatus
from store.models.conversations import Conversation, Mode
from store.models.customers import Customer as CustomerRow
from store.models.question_kinds import Kind
from store.models.surveys import Invitation, InvitationStatus, Service
from tests.actions.conftest import Customer, sure
from tests.actions.surveys.conftest import DAY, HOUR, Shop
from tests.actions.surveys.samples import question, survey
from tests.conftest import NOON

WORD_OF_MOUTH = survey(question(Kind.NPS), key="word_of_mouth")


async def facts(shop: Shop, own: int | None = None) -> Facts:
    """The facts about the newest service; `own` is the invitation that is due."""
    async with shop.database.reading() as session:
        newest = select(Service).order_by(Service.id.desc()).limit(1)
        service = (await session.scalars(newest)).one()
        customer = await session.get(CustomerRow, 1)
        invitation = None if own is None else await session.get_one(Invitation, own)
        asked = shop.house.surveys[service.survey_key]
        return await gather(session, service, customer, asked, shop.now, shop.house, own=invitation)


async def test_facts_of_a_new_customer_speak_for_asking(shop: Shop, known: Customer) -> None:
    await shop.tell()
    assert await facts(shop, own=1) == Facts(ended_at=NOON, zone="Asia/Shanghai", draw=draw(1))


async def test_customer_who_never_came_is_not_known(shop: Shop) -> None:
    await shop.tell()
    assert await facts(shop) == Facts(ended_at=NOON, zone="Asia/Shanghai", draw=draw(1), is_known=False)


async def test_opting_out_and_blocking_are_seen(shop: Shop, known: Customer) -> None:
    await shop.change(CustomerRow, opted_out_at=NOON, unreachable_at=NOON)
    await shop.tell()
    seen = await facts(shop)
    assert (seen.opted_out, seen.unreachable) == (True, True)


@pytest.mark.parametrize(
    ("stored", "zone"),
    [("Europe/Berlin", "Europe/Berlin"), (None, "Asia/Shanghai"), ("Nowhere/Land", "Asia/Shanghai")],
)
async def test_zone_is_the_customers_where_it_is_known(
    shop: Shop, known: Customer, stored: str | None, zone: str
) -> None:
    await shop.change(CustomerRow, timezone=stored)
    await shop.tell()
    assert (await facts(shop)).zone == zone


async def test_open_complaint_is_seen_until_it_is_settled(shop: Shop, known: Customer) -> None:
    await known.write("太差了", sure(Intent.COMPLAINT))
    await shop.tell()
    assert (await facts(shop)).open_complaint
    await shop.change(Case, status=CaseStatus.SETTLED)
    assert not (await facts(shop)).open_complaint


async def test_open_inquiry_is_no_complaint(shop: Shop, known: Customer) -> None:
    await known.write("几点开门", sure(Intent.INQUIRY))
    await shop.tell()
    assert not (await facts(shop)).open_complaint


async def test_waiting_survey_counts_as_asked(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await shop.tell(ended_at=NOON - HOUR)
    assert (await facts(shop)).asked_at == NOON + HOUR


async def test_sent_survey_counts_from_when_it_was_sent(shop: Shop, known: Customer) -> None:
    await shop.tell()
    shop.now += 2 * HOUR
    await shop.work()
    await shop.tell()
    assert (await facts(shop)).asked_at == NOON + 2 * HOUR


@pytest.mark.parametrize("status", [InvitationStatus.CANCELLED, InvitationStatus.UNDELIVERABLE])
async def test_survey_that_nobody_saw_does_not_count(
    shop: Shop, known: Customer, status: InvitationStatus
) -> None:
    await shop.tell()
    await shop.change(Invitation, status=status)
    await shop.tell()
    seen = await facts(shop, own=2)
    assert (seen.asked_at, seen.already_asked) == (None, False)


async def test_of_two_waiting_surveys_only_the_later_stands_back(shop: Shop, known: Customer) -> None:
    usual = shop.house
    shop.house = replace(shop.house, rules=replace(shop.house.rules, cooldown=timedelta(0)))
    await shop.tell()
    await shop.tell(ended_at=NOON - HOUR)
    shop.house = usual
    assert (await facts(shop, own=1)).asked_at is None
    assert (await facts(shop, own=2)).asked_at == NOON + HOUR


async def test_word_of_mouth_is_counted_apart(shop: Shop, known: Customer) -> None:
    shop.asking(WORD_OF_MOUTH)
    await shop.tell()
    shop.now += 8 * DAY
    await shop.tell(survey="word_of_mouth")
    shop.now += DAY
    await shop.tell()
    seen = await facts(shop)
    assert (seen.asked_at, seen.nps_asked_at) == (NOON + 8 * DAY + HOUR, NOON + 8 * DAY + HOUR)
    await shop.change(Invitation, survey_key="post_service", service_id=None)
    assert (await facts(shop)).nps_asked_at is None


async def test_service_told_by_two_systems_is_a_duplicate(shop: Shop, known: Customer) -> None:
    await shop.tell(source="till-3")
    await shop.tell(source="crm")
    assert (await facts(shop)).already_asked


async def test_surveys_of_thirty_days_are_counted(shop: Shop, known: Customer) -> None:
    free = replace(shop.house.rules, cooldown=timedelta(0))
    shop.house = replace(shop.house, rules=free)
    await shop.tell()
    shop.now += 20 * DAY
    await shop.tell()
    assert (await facts(shop, own=2)).asked_in_month == 1
    shop.now += 20 * DAY
    assert (await facts(shop, own=2)).asked_in_month == 0


async def test_surveys_of_the_outlet_are_counted_for_a_week_under_a_quota(
    shop: Shop, known: Customer
) -> None:
    await shop.tell(outlet="north")
    await shop.tell(outlet="south")
    await shop.tell(outlet="north")
    assert (await facts(shop)).asked_of_outlet == 0
    shop.house = replace(shop.house, rules=replace(shop.house.rules, outlet_per_week=9))
    assert (await facts(shop)).asked_of_outlet == 1
    await shop.change(CustomerRow, is_test=True)
    assert (await facts(shop)).asked_of_outlet == 0
    await shop.change(CustomerRow, is_test=False)
    shop.now += 7 * DAY
    assert (await facts(shop)).asked_of_outlet == 0


async def test_talk_with_a_person_is_seen_until_it_ends(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await shop.change(Conversation, mode=Mode.STAFF)
    assert (await facts(shop, own=1)).with_staff
    await shop.change(Conversation, mode=Mode.BOT)
    assert not (await facts(shop, own=1)).with_staff


async def test_survey_after_a_case_waits_only_for_others_like_it(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await shop.tell(survey="case_settled", ended_at=NOON - HOUR)
    assert (await facts(shop, own=1)).asked_at is None
    await shop.tell(survey="case_settled", ended_at=NOON - 2 * HOUR)
    assert (await facts(shop)).asked_at == NOON


async def test_case_that_was_opened_again_is_not_asked_about(shop: Shop, known: Customer) -> None:
    await known.write("几点开门", sure(Intent.INQUIRY))
    async with shop.database.transaction() as session:
        case = await session.get_one(Case, 1)
        case.status, case.settled_at = CaseStatus.SETTLED, NOON
        await case_settled(session, case, NOON, shop.house)
    assert not (await facts(shop, own=1)).open_complaint
    await shop.change(Case, status=CaseStatus.IN_PROGRESS)
    assert (await facts(shop, own=1)).open_complaint
