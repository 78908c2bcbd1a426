"""Staff bind a customer number and undo a binding."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from actions.customers.customer_number import NoSuchBinding, NumberTaken, bind_by_staff, unbind
from store.models.address import Address
from store.models.customers import Customer as CustomerRow
from store.models.customers import Proof
from store.models.staff import AuditEntry
from store.models.surveys import Invitation, InvitationStatus, Outcome, Service
from store.queries.not_found import NotFound
from tests.actions.conftest import Customer
from tests.actions.surveys.conftest import HOUR, Shop


async def bind(shop: Shop, customer_id: int = 1, number: str = "c-77") -> None:
    async with shop.database.transaction() as session:
        await bind_by_staff(session, customer_id, number, 3, shop.now)


async def release(shop: Shop, customer_id: int = 1) -> None:
    async with shop.database.transaction() as session:
        await unbind(session, customer_id, 3, shop.now)


async def audited(shop: Shop) -> list[tuple[str, str, object]]:
    async with shop.database.reading() as session:
        rows = await session.execute(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.actor, row.action, row.detail) for row in rows.scalars()]


async def test_staff_bind_a_number(shop: Shop, known: Customer) -> None:
    await bind(shop)
    (row,) = await shop.rows(CustomerRow)
    assert (row.external_id, row.bound_by, row.bound_at) == ("c-77", Proof.STAFF, shop.now)
    assert (await shop.tell(external_id="c-77")).decision is Outcome.SCHEDULED
    assert await audited(shop) == [("staff:3", "customer.bound", {"proof": "staff"})]


async def test_number_belongs_to_one_customer_and_a_customer_has_one(shop: Shop, known: Customer) -> None:
    await replace(known, account=Address(99)).command("start")
    await bind(shop)
    for customer_id, number in ((2, "c-77"), (1, "c-78")):
        with pytest.raises(NumberTaken):
            await bind(shop, customer_id, number)


async def test_customer_must_exist_and_be_bound(shop: Shop, known: Customer) -> None:
    with pytest.raises(NotFound):
        await bind(shop, 9)
    with pytest.raises(NoSuchBinding):
        await release(shop)


async def test_release_takes_the_services_and_stops_their_surveys(shop: Shop, known: Customer) -> None:
    await bind(shop)
    await shop.tell(external_id="c-77")
    await release(shop)
    (service,) = await shop.rows(Service)
    invitation = await shop.invitation()
    (row,) = await shop.rows(CustomerRow)
    assert (row.external_id, row.bound_by, row.bound_at, service.customer_id) == (None,) * 4
    assert (invitation.status, invitation.due_at) == (InvitationStatus.CANCELLED, None)
    assert (await audited(shop))[-1] == ("staff:3", "customer.unbound", {"proof": "staff", "services": 1})


async def test_released_service_is_bound_by_its_new_link(shop: Shop, known: Customer) -> None:
    told = await shop.tell(external_id="c-77")
    await known.command("start", told.start_token or "")
    await bind(shop)
    shop.now += 2 * HOUR
    await shop.work()
    await release(shop)
    (service,) = await shop.rows(Service)
    assert service.start_token not in (None, told.start_token)
    rightful = replace(known, account=Address(99), now=shop.now)
    await rightful.command("start", told.start_token or "")  # the old link is used up
    await rightful.command("start", service.start_token)
    invitations: list[Invitation] = await shop.rows(Invitation)
    assert [(each.customer_id, each.status) for each in invitations] == [
        (1, InvitationStatus.DISMISSED),
        (2, InvitationStatus.SCHEDULED),
    ]
