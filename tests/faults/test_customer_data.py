"""Faults 55, 56, 58 and 59: what customers and systems may take, leave behind and fill up.

Each plays in the test's own process, on both kinds of database.
"""

import json
from dataclasses import replace

from sqlalchemy import select

from actions.staff.api_keys import issue
from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import MessageKind
from store.models.customers import Customer as CustomerRow
from store.models.queues import OutboxItem
from store.models.staff import AuditEntry
from store.models.surveys import Outcome
from tests.actions.conftest import Customer, customer
from tests.actions.surveys.conftest import Shop, known, shop
from tests.bot.api.conftest import System, system
from tests.conftest import NOON

__all__ = ["customer", "known", "shop", "system"]  # fixtures that live beside what they test

PHONE = "+8613812345678"


async def exported_services(shop: Shop, customer: Customer) -> list[str]:
    """The outlets of the services in what /export sends."""
    await customer.command("export")
    async with shop.database.reading() as session:
        newest = select(OutboxItem.payload).order_by(OutboxItem.id.desc()).limit(1)
        payload = (await session.scalars(newest)).one()
    return [each["outlet"] for each in json.loads(payload["document"]["content"])["services"]]


async def test_58_finder_of_a_receipt_gets_its_service_alone(shop: Shop, customer: Customer) -> None:
    finder, owner = replace(customer, account=Address(66)), customer
    await shop.tell(external_id="c-77", phone=PHONE, outlet="earlier")
    lost = await shop.tell(external_id="c-77", phone=PHONE, outlet="lost")
    await finder.command("start", lost.start_token or "")
    contact = {"type": "contact", "phone_number": "8613900000000", "user_id": 66}
    await finder.attach(MessageKind.CONTACT, details=contact)
    forged = {**contact, "phone_number": PHONE, "user_id": 42}  # the contact of the owner, forwarded
    await finder.attach(MessageKind.CONTACT, details=forged)
    later = await shop.tell(external_id="c-77", phone=PHONE, outlet="later")
    assert later.decision is Outcome.SKIPPED
    assert await exported_services(shop, finder) == ["lost"]
    await owner.command("start", later.start_token or "")
    await owner.attach(MessageKind.CONTACT, details={**contact, "phone_number": PHONE, "user_id": 42})
    assert [row.external_id for row in await shop.rows(CustomerRow)] == [None, "c-77"]
    assert await exported_services(shop, owner) == ["earlier", "later"]
    async with shop.database.reading() as session:
        rows = await session.execute(
            select(AuditEntry.actor, AuditEntry.detail).where(AuditEntry.action == "customer.exported")
        )
        assert [(actor, detail["services"]) for actor, detail in rows.tuples() if detail] == [
            ("customer:1", 1),
            ("customer:2", 2),
        ]


async def test_59_key_of_a_source_sees_and_tells_of_no_other(system: System, database: Database) -> None:
    stranger = {"external_id": "c-77"}
    await system.tell(source="crm", id="v-1", customer=stranger)
    async with database.transaction() as session:
        system.key = await issue(session, "till-3-only", NOON, sources=["till-3"])
    told = await system.tell(source="till-3", id="r/1", customer=stranger)
    headers = {"Authorization": f"Bearer {system.key}"}

    async def answer(path: str, **query: str) -> tuple[int, object]:
        found = await system.client.get(f"/api/v1/{path}", params=query, headers=headers)
        return found.status_code, found.json().get("detail") or found.json().get("start_link")

    assert await answer("services/link", source="till-3", id="r/1") == (200, told.json()["start_link"])
    refused = (403, "the key does not speak for this source")
    for number in ("v-1", "no such"):  # whether there is one is not to be found out
        assert await answer("services/link", source="crm", id=number) == refused
        posted = await system.tell(source="crm", id=number, customer=stranger)
        assert (posted.status_code, posted.json()["detail"]) == refused
    numbers = [await answer(f"services/{number}/link") for number in (1, 2, 3)]
    assert [status for status, _ in numbers] == [404] * 3
    assert await answer("reports/summary") == (403, "the key does not open this")
