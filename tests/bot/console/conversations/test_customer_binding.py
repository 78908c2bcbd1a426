"""Staff bind a customer number to a customer, and undo it, on the customer's part of the page."""

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.conversations import Conversation
from store.models.customers import Customer, Proof
from store.models.staff import AuditEntry, Role
from tests.bot.console.browser import Browsers
from tests.bot.console.scene import Scene


async def customers(database: Database) -> list[tuple[str, Proof | None]]:
    async with database.reading() as session:
        rows = await session.execute(
            select(Customer.external_id, Customer.bound_by).where(Customer.external_id.is_not(None))
        )
        return [(str(number), proof) for number, proof in rows.tuples()]


async def test_number_is_bound_shown_and_released(
    browsers: Browsers, staff: None, scene: Scene, database: Database
) -> None:
    manager = await browsers.logged_in(Role.MANAGER)
    here = f"/conversations/{scene.complaint}"
    async with database.reading() as session:
        owners = select(Conversation.customer_id).where(Conversation.id.in_([scene.complaint, scene.unsure]))
        other, owner = await session.scalars(owners.order_by(Conversation.id))
    number = f"/customers/{owner}/number"
    assert f'action="/console{number}"' in (await manager.get(here)).text
    bound = await manager.post(number, conversation=str(scene.complaint), number="c-77")
    assert bound.headers["location"] == f"/console{here}?notice=number_bound"
    assert await customers(database) == [("c-77", Proof.STAFF)]
    page = (await manager.get(here)).text
    assert ("c-77" in page, f'action="/console{number}/release"' in page) == (True, True)
    again = await manager.post(f"/customers/{other}/number", conversation=str(scene.complaint), number="c-77")
    assert again.headers["location"] == f"/console{here}?notice=number_taken"
    unsure = await manager.post(f"{number}/release", conversation=str(scene.complaint))
    assert unsure.status_code == 400
    released = await manager.post(f"{number}/release", conversation=str(scene.complaint), sure="yes")
    assert released.headers["location"] == f"/console{here}?notice=number_released"
    assert await customers(database) == []
    async with database.reading() as session:
        actions = (
            select(AuditEntry.action).where(AuditEntry.subject == f"customer:{owner}").order_by(AuditEntry.id)
        )
        assert list(await session.scalars(actions)) == ["customer.bound", "customer.unbound"]


@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER])
async def test_others_see_no_form(browsers: Browsers, staff: None, scene: Scene, role: Role) -> None:
    browser = await browsers.logged_in(role)
    page = await browser.get(f"/conversations/{scene.complaint}")
    assert (page.status_code, "/number" in page.text) == (200, False)
