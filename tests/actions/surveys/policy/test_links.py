"""A start link can be followed once, and not for ever."""

from datetime import timedelta

import pytest

from actions.surveys.policy.events import NoStartLink, NoSuchService
from actions.surveys.policy.services import StartLink, find_start_link
from store.models.surveys import Invitation
from tests.actions.conftest import Customer
from tests.actions.surveys.conftest import DAY, Shop
from tests.conftest import NOON


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
