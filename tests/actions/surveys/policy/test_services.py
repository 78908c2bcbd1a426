"""A service is stored once, decided on, and bound by its start link."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.settings.house import SurveyRules
from actions.surveys.policy.decision import draw
from actions.surveys.policy.events import (
    DifferentService,
    NoStartLink,
    NoSuchService,
    NotEndedYet,
    ServiceEnded,
    UnknownSurvey,
)
from actions.surveys.policy.services import StartLink, Told, find_start_link, service_ended
from store.models.address import Address
from store.models.customers import Customer as CustomerRow
from store.models.surveys import Decision, Invitation, InvitationStatus, Outcome, Reason, Service
from tests.actions.conftest import Customer
from tests.actions.surveys.conftest import DAY, HOUR, Shop
from tests.conftest import NOON

pytestmark = pytest.mark.dates


async def test_service_of_a_known_customer_is_scheduled(shop: Shop, known: Customer) -> None:
    told = await shop.tell()
    assert told == Told(1, Outcome.SCHEDULED, None, NOON + HOUR, start_token=None, created=True)
    assert await shop.decisions() == [("received", "scheduled", None)]


async def test_service_is_kept_with_what_was_told(shop: Shop, known: Customer) -> None:
    await shop.tell(source="till-9", id="x", outlet="north", agent="lee", kind="repair")
    (service,) = await shop.rows(Service)
    assert (service.source, service.source_id, service.customer_id) == ("till-9", "x", 1)
    assert (service.outlet, service.agent, service.kind) == ("north", "lee", "repair")
    assert (service.survey_key, service.ended_at, service.received_at) == ("post_service", NOON, NOON)


async def test_invitation_has_a_snapshot_of_outlet_and_agent(shop: Shop, known: Customer) -> None:
    await shop.tell(outlet="north", agent="lee")
    invitation = await shop.invitation()
    assert (invitation.outlet, invitation.agent, invitation.due_at) == ("north", "lee", NOON + HOUR)
    assert invitation.status is InvitationStatus.SCHEDULED


NEW_YORK = "America/New_York"  # 23:00 there at NOON, so that an hour later no survey goes out until 09:00
MORNING_THERE = NOON + timedelta(hours=10)


async def test_quiet_hours_are_those_of_the_told_zone(shop: Shop, known: Customer) -> None:
    told = await shop.tell(timezone=NEW_YORK)
    assert told.send_at == MORNING_THERE
    assert [row.timezone for row in await shop.rows(CustomerRow)] == [NEW_YORK]


async def test_told_zone_holds_for_later_services_until_another_is_told(shop: Shop, known: Customer) -> None:
    await shop.tell(timezone=NEW_YORK)
    await shop.change(Invitation, status=InvitationStatus.CANCELLED)
    assert (await shop.tell(ended_at=NOON - HOUR)).send_at == MORNING_THERE
    await shop.change(Invitation, status=InvitationStatus.CANCELLED)
    assert (await shop.tell(ended_at=NOON - 2 * HOUR, timezone="Asia/Tokyo")).send_at == NOON


async def test_start_link_brings_the_told_zone(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(external_id="c-77", timezone=NEW_YORK)
    await customer.command("start", told.start_token or "")
    assert (await shop.invitation()).due_at == MORNING_THERE
    assert [row.timezone for row in await shop.rows(CustomerRow)] == [NEW_YORK]


async def test_old_start_link_leaves_the_zone_that_was_told_since(shop: Shop, known: Customer) -> None:
    told = await shop.tell(external_id="c-77", timezone=NEW_YORK)
    await shop.tell(timezone="Asia/Tokyo")
    await known.command("start", told.start_token or "")
    assert [row.timezone for row in await shop.rows(CustomerRow)] == ["Asia/Tokyo"]


async def test_another_zone_under_the_same_id_is_other_content(shop: Shop, known: Customer) -> None:
    await shop.tell(id="same", ended_at=NOON, timezone=NEW_YORK)
    assert not (await shop.tell(id="same", ended_at=NOON, timezone=NEW_YORK)).created
    with pytest.raises(DifferentService) as caught:
        await shop.tell(id="same", ended_at=NOON, timezone="Asia/Tokyo")
    assert caught.value.fields == ("timezone",)
    assert [row.timezone for row in await shop.rows(CustomerRow)] == [NEW_YORK]


async def test_ledger_keeps_the_facts(shop: Shop, known: Customer) -> None:
    await shop.tell()
    (decision,) = await shop.rows(Decision)
    assert decision.facts == {
        "ended_at": "2026-11-23T04:00:00+00:00",
        "zone": "Asia/Shanghai",
        "is_nps": False,
        "is_known": True,
        "opted_out": False,
        "blocked": False,
        "unreachable": False,
        "already_asked": False,
        "open_complaint": False,
        "asked_at": None,
        "nps_asked_at": None,
        "occasion": "service",
        "draw": draw(1),
        "asked_in_month": 0,
        "with_staff": False,
        "outlet": None,
        "asked_of_outlet": 0,
        "is_paired": False,
    }


async def test_same_again_gets_the_same_answer(shop: Shop, known: Customer) -> None:
    first = await shop.tell(id="same", ended_at=NOON)
    shop.now += timedelta(hours=3)
    again = await shop.tell(id="same", ended_at=NOON.astimezone(shop.house.zone))
    assert again == replace(first, created=False)
    assert [len(await shop.rows(kind)) for kind in (Service, Decision, Invitation)] == [1, 1, 1]


async def test_skipped_service_stays_skipped_when_told_again(shop: Shop) -> None:
    first = await shop.tell(id="same", ended_at=NOON)
    assert await shop.tell(id="same", ended_at=NOON) == replace(first, created=False)


async def test_other_content_under_the_same_id_is_refused(shop: Shop, known: Customer) -> None:
    await shop.tell(id="same", outlet="north")
    with pytest.raises(DifferentService) as caught:
        await shop.tell(id="same", outlet="south", external_id="c-77", ended_at=NOON - HOUR)
    assert caught.value.fields == ("customer", "outlet", "ended_at")
    assert len(await shop.rows(Service)) == 1


async def test_same_id_of_another_source_is_another_service(shop: Shop, known: Customer) -> None:
    await shop.tell(source="till-1", id="same")
    await shop.tell(source="till-2", id="same", ended_at=NOON - HOUR)
    assert len(await shop.rows(Service)) == 2


async def test_two_tellers_at_once_store_one_service(shop: Shop, known: Customer) -> None:
    event = ServiceEnded("till-3", "same", NOON, account=Address(42))

    async def tell() -> Told:
        async with shop.database.transaction() as session:
            return await service_ended(session, event, NOON, shop.house)

    told = await asyncio.gather(*(tell() for _ in range(8)))
    assert sorted(each.created for each in told) == [False] * 7 + [True]
    assert len({replace(each, created=True) for each in told}) == 1
    assert [len(await shop.rows(kind)) for kind in (Service, Decision, Invitation)] == [1, 1, 1]


async def test_unknown_survey_is_refused(shop: Shop, known: Customer) -> None:
    with pytest.raises(UnknownSurvey) as caught:
        await shop.tell(survey="nope")
    assert (caught.value.key, "post_service" in caught.value.known) == ("nope", True)
    assert await shop.rows(Service) == []


async def test_end_may_be_a_little_ahead_of_our_clock(shop: Shop, known: Customer) -> None:
    told = await shop.tell(ended_at=NOON + timedelta(minutes=5))
    assert told.send_at == NOON + timedelta(hours=1, minutes=5)


async def test_end_in_the_future_is_refused(shop: Shop, known: Customer) -> None:
    with pytest.raises(NotEndedYet):
        await shop.tell(ended_at=NOON + timedelta(days=2))
    assert await shop.rows(Service) == []


@pytest.mark.parametrize("customer_id", [{"account": Address(43)}, {"external_id": "c-77"}])
async def test_unknown_customer_gets_a_start_token(shop: Shop, customer_id: dict[str, object]) -> None:
    told = await shop.tell(**customer_id)
    assert (told.decision, told.reason) == (Outcome.SKIPPED, Reason.UNKNOWN_CUSTOMER)
    assert told.start_token is not None
    assert len(told.start_token) <= 64
    assert told.start_token.replace("-", "").replace("_", "").isalnum()


async def test_tokens_differ(shop: Shop) -> None:
    assert (await shop.tell()).start_token != (await shop.tell()).start_token


async def test_customer_without_a_chat_is_unknown(shop: Shop, known: Customer) -> None:
    await shop.change(CustomerRow, address=None)
    assert (await shop.tell()).reason is Reason.UNKNOWN_CUSTOMER


async def test_start_link_binds_the_service(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(external_id="c-77")
    await customer.command("start", told.start_token or "")
    assert await shop.decisions() == [
        ("received", "skipped", "unknown_customer"),
        ("started", "scheduled", None),
    ]
    invitation = await shop.invitation()
    assert (invitation.customer_id, invitation.due_at) == (1, NOON + HOUR)


async def test_start_link_binds_its_own_service_only(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(external_id="c-77", ended_at=NOON - timedelta(days=30))
    await customer.command("start", told.start_token or "")
    next_one = await shop.tell(external_id="c-77")
    assert (next_one.decision, next_one.reason) == (Outcome.SKIPPED, Reason.UNKNOWN_CUSTOMER)
    assert next_one.start_token not in (None, told.start_token)
    assert [row.external_id for row in await shop.rows(CustomerRow)] == [None]
    assert [row.customer_id for row in await shop.rows(Service)] == [1, None]


async def test_link_of_a_number_that_is_bound_to_another_customer_binds_nothing(
    shop: Shop, known: Customer
) -> None:
    told = await shop.tell(external_id="c-77")
    await shop.change(CustomerRow, external_id="c-77")
    await replace(known, account=Address(99)).command("start", told.start_token or "")
    assert [row.customer_id for row in await shop.rows(Service)] == [None]
    await known.command("start", told.start_token or "")
    assert [row.customer_id for row in await shop.rows(Service)] == [1]


async def test_phone_number_is_kept_only_for_a_customer_who_is_unknown(shop: Shop, known: Customer) -> None:
    await shop.tell(phone="+8613812345678")
    await shop.tell(external_id="c-77", phone="+8613812345678")
    assert [row.customer_phone for row in await shop.rows(Service)] == [None, "+8613812345678"]


async def test_other_phone_number_is_named_as_the_difference(shop: Shop, known: Customer) -> None:
    await shop.tell(id="same", phone="+8613812345678")
    with pytest.raises(DifferentService) as caught:
        await shop.tell(id="same", phone="+8613812345679")
    assert caught.value.fields == ("phone",)


async def test_start_link_followed_late_is_asked_about_at_once(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(external_id="c-77")
    customer.now = NOON + timedelta(hours=3)
    await customer.command("start", told.start_token or "")
    assert (await shop.invitation()).due_at == customer.now


async def test_start_link_works_once(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(external_id="c-77")
    stranger = replace(customer, account=Address(99))
    await customer.command("start", told.start_token or "")
    await customer.command("start", told.start_token or "")
    await stranger.command("start", told.start_token or "")
    assert (await shop.invitation()).customer_id == 1
    assert [row.external_id for row in await shop.rows(CustomerRow)] == [None, None]


async def test_start_link_is_for_the_account_that_was_told(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(account=Address(42))
    await replace(customer, account=Address(99)).command("start", told.start_token or "")
    assert await shop.rows(Invitation) == []
    await customer.command("start", told.start_token or "")
    assert len(await shop.rows(Invitation)) == 1


async def test_external_id_of_somebody_else_is_not_taken_over(shop: Shop, known: Customer) -> None:
    told = await shop.tell(external_id="c-77")
    await shop.change(CustomerRow, external_id="c-77")
    await replace(known, account=Address(99)).command("start", told.start_token or "")
    assert [row.external_id for row in await shop.rows(CustomerRow)] == ["c-77", None]


@pytest.mark.parametrize("token", ["unknown", "x" * 65, "no such/token", "a\x00b"])
async def test_start_with_a_useless_token_is_an_ordinary_start(
    shop: Shop, customer: Customer, token: str
) -> None:
    await shop.tell(external_id="c-77")
    sent = await customer.command("start", token)
    assert len(sent) == 1
    assert await shop.rows(Invitation) == []


async def test_start_link_of_a_survey_that_is_gone_still_binds(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(external_id="c-77")
    customer.house = replace(customer.house, surveys={})
    await customer.command("start", told.start_token or "")
    (service,) = await shop.rows(Service)
    assert (service.customer_id, await shop.rows(Invitation)) == (1, [])


async def test_delay_of_zero_is_due_at_once(shop: Shop, known: Customer) -> None:
    shop.house = replace(shop.house, rules=SurveyRules(delay=timedelta(0), quiet=None))
    assert (await shop.tell()).send_at == NOON


async def link(shop: Shop, name: str = "1") -> StartLink:
    async with shop.database.reading() as session:
        return await find_start_link(session, name, shop.now, shop.house.rules)


async def refusal(shop: Shop) -> str:
    with pytest.raises(NoStartLink) as caught:
        await link(shop)
    return caught.value.reason


async def test_link_of_an_unknown_customer_is_found(shop: Shop) -> None:
    told = await shop.tell(external_id="c-77")
    found = StartLink(told.start_token or "", NOON + 30 * DAY)
    assert [await link(shop, name) for name in ("1", "till-3/r1")] == [found, found]


async def test_known_customer_needs_none(shop: Shop, known: Customer) -> None:
    await shop.tell()
    assert await refusal(shop) == "the bot knew the customer already"


async def test_link_is_used_up(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(external_id="c-77")
    await customer.command("start", told.start_token or "")
    assert await refusal(shop) == "it was followed already"


async def test_link_expires(shop: Shop, customer: Customer) -> None:
    told = await shop.tell(external_id="c-77", ended_at=NOON + timedelta(hours=1))
    shop.now = customer.now = NOON + 30 * DAY
    assert await refusal(shop) == "it has expired"
    await customer.command("start", told.start_token or "")
    assert await shop.rows(Invitation) == []
    assert await refusal(shop) == "it has expired"


async def test_service_must_be_known(shop: Shop) -> None:
    with pytest.raises(NoSuchService):
        await link(shop, "9")
