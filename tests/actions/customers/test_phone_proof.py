"""The phone number that Telegram knows of an account proves its customer number."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from actions.settings.replies import Reply
from nlu.contract.labels import Language
from store.models.address import Address
from store.models.conversations import Message, MessageKind
from store.models.customers import Customer as CustomerRow
from store.models.customers import Proof
from store.models.queues import InboxItem, OutboxItem
from store.models.staff import AuditEntry
from store.models.surveys import Outcome, Service
from tests.actions.conftest import Customer, Sent, texts
from tests.actions.surveys.conftest import Shop

PHONE = "+8613812345678"
BUTTON = "分享我的手机号"


def say(customer: Customer, reply: Reply) -> str:
    return customer.house.replies.text(Language.ZH, reply)


async def follow(shop: Shop, customer: Customer, **told: Any) -> list[Sent]:
    service = await shop.tell(**{"external_id": "c-77", "phone": PHONE, **told})
    return await customer.command("start", service.start_token or "")


async def share(customer: Customer, phone: str = "8613812345678", owner: int | None = None) -> list[Sent]:
    owner = customer.account.number if owner is None else owner
    details = {"type": "contact", "phone_number": phone, "first_name": "Wang", "user_id": owner}
    return await customer.attach(MessageKind.CONTACT, details=details)


async def numbers(shop: Shop) -> list[tuple[str | None, Proof | None]]:
    return [(row.external_id, row.bound_by) for row in await shop.rows(CustomerRow)]


async def test_link_with_a_phone_number_asks_for_it_by_a_button(shop: Shop, customer: Customer) -> None:
    sent = await follow(shop, customer)
    assert texts(sent) == [say(customer, Reply.WELCOME), say(customer, Reply.PHONE_ASK)]
    async with shop.database.reading() as session:
        payloads = list(await session.scalars(select(OutboxItem.payload).order_by(OutboxItem.id)))
    assert [payload.get("phone_button") for payload in payloads] == [None, BUTTON]


async def test_link_without_a_phone_number_asks_for_nothing(shop: Shop, customer: Customer) -> None:
    assert texts(await follow(shop, customer, phone=None)) == [say(customer, Reply.WELCOME)]


async def test_own_number_binds_the_customer_number(shop: Shop, customer: Customer) -> None:
    await follow(shop, customer)
    assert texts(await share(customer)) == [say(customer, Reply.PHONE_BOUND)]
    assert await numbers(shop) == [("c-77", Proof.PHONE)]
    assert (await shop.tell(external_id="c-77", source="crm")).decision is Outcome.SKIPPED  # cooldown
    assert [row.customer_id for row in await shop.rows(Service)] == [1, 1]
    async with shop.database.reading() as session:
        rows = await session.execute(select(AuditEntry.actor, AuditEntry.action, AuditEntry.detail))
        assert [tuple(row) for row in rows] == [("customer:1", "customer.bound", {"proof": "phone"})]


@pytest.mark.parametrize("phone", ["8613812345679", "no number", ""])
async def test_other_number_binds_nothing(shop: Shop, customer: Customer, phone: str) -> None:
    await follow(shop, customer)
    assert texts(await share(customer, phone)) == [say(customer, Reply.PHONE_OTHER)]
    assert await numbers(shop) == [(None, None)]


async def test_contact_of_another_person_proves_nothing(shop: Shop, customer: Customer) -> None:
    await follow(shop, customer)
    assert texts(await share(customer, owner=99)) == [say(customer, Reply.ATTACHMENT)]
    assert await numbers(shop) == [(None, None)]


async def test_phone_number_without_a_link_proves_nothing(shop: Shop, customer: Customer) -> None:
    await shop.tell(external_id="c-77", phone=PHONE)
    assert texts(await share(customer)) == [say(customer, Reply.ATTACHMENT)]
    assert await numbers(shop) == [(None, None)]


async def test_number_that_was_told_last_counts(shop: Shop, customer: Customer) -> None:
    await follow(shop, customer)
    await shop.tell(external_id="c-77", phone="+8613900000000")
    assert texts(await share(customer)) == [say(customer, Reply.PHONE_OTHER)]
    assert texts(await share(customer, "8613900000000")) == [say(customer, Reply.PHONE_BOUND)]


async def test_number_that_another_customer_has_is_not_taken_over(shop: Shop, customer: Customer) -> None:
    await follow(shop, customer)
    other = replace(customer, account=Address(99))
    await follow(shop, other)
    await share(customer)
    await shop.change(Service, customer_phone=PHONE)
    assert texts(await share(other)) == [say(customer, Reply.PHONE_OTHER)]
    assert await numbers(shop) == [("c-77", Proof.PHONE), (None, None)]


async def test_no_phone_number_is_kept(shop: Shop, customer: Customer) -> None:
    await follow(shop, customer)
    await share(customer)
    async with shop.database.reading() as session:
        kept = [
            *await session.scalars(select(Service.customer_phone)),
            *[(each or {}).get("phone_number") for each in await session.scalars(select(Message.attachment))],
            *[each.get("message") for each in await session.scalars(select(InboxItem.body))],
        ]
    assert set(kept) == {None}
