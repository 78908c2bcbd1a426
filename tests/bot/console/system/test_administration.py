"""Staff, keys, audit log, directory, accounts, and customers' rights."""

import html
import re

import pyotp
import pytest
from sqlalchemy import select

from actions.staff.api_keys import identify
from store.engine.database import Database
from store.models.customers import Customer
from store.models.staff import AuditEntry, Role, Staff
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers, Clock
from tests.bot.console.scene import Scene

CODE = re.compile(r"<code>([^<]+)</code>")


@pytest.fixture
async def administrator(browsers: Browsers, staff: None, scene: Scene) -> Browser:
    """A browser in which an administrator is logged in."""
    return await browsers.logged_in(Role.ADMINISTRATOR)


async def audited(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as session:
        entries = select(AuditEntry.actor, AuditEntry.action).where(AuditEntry.action != "staff.logged_in")
        rows = await session.execute(entries.order_by(AuditEntry.id))
        return [(actor, action) for actor, action in rows.tuples() if actor != "system"]


async def test_new_colleague_logs_in_with_the_password_that_is_shown_once(
    administrator: Browser, browsers: Browsers, database: Database
) -> None:
    await administrator.get("/staff")
    page = await administrator.post("/staff", old=PASSWORD, name="Mei", role="agent")
    found = CODE.search(page.text)
    assert found is not None
    assert (await browsers.open().log_in("Mei", found.group(1))).status_code == 303
    assert found.group(1) not in (await administrator.get("/staff")).text
    assert await audited(database) == [("staff:4", "staff.added")]


async def test_role_is_changed_and_holds_at_once(
    administrator: Browser, browsers: Browsers, database: Database
) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    assert (await agent.get("/audit")).status_code == 403
    await administrator.get("/staff")
    response = await administrator.post("/staff/1/role", old=PASSWORD, role="manager")
    assert response.headers["location"] == "/console/staff?notice=changed"
    assert (await agent.get("/audit")).status_code == 200


async def test_last_administrator_stays(administrator: Browser) -> None:
    await administrator.get("/staff")
    for change, fields in (("role", {"role": "agent", "old": PASSWORD}), ("disable", {})):
        response = await administrator.post(f"/staff/4/{change}", **fields)
        assert response.headers["location"] == "/console/staff?notice=last_administrator"


async def test_disabled_colleague_is_out_at_once(administrator: Browser, browsers: Browsers) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    await administrator.get("/staff")
    await administrator.post("/staff/1/disable")
    assert (await agent.get("/cases")).status_code == 303


async def test_key_is_shown_once_and_opens_what_it_says(administrator: Browser, database: Database) -> None:
    await administrator.get("/keys")
    page = await administrator.post("/keys", name="till-3", services="true", sources="till-3， till-4,")
    found = CODE.search(page.text)
    assert found is not None
    async with database.reading() as session:
        holder = await identify(session, html.unescape(found.group(1)))
    assert (holder.name, [scope.value for scope in holder.scopes]) == ("till-3", ["services"])
    assert holder.sources == ("till-3", "till-4")
    assert found.group(1) not in (await administrator.get("/keys")).text
    response = await administrator.post("/keys/revoke", name="till-3")
    assert response.headers["location"] == "/console/keys?notice=changed"
    assert [action for _, action in await audited(database)] == ["key.issued", "key.revoked"]


async def test_audit_log_is_read_by_name_and_turned_page_by_page(
    administrator: Browser, database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        for number in range(150):
            session.add(
                AuditEntry(at=clock.now, actor="staff:1", action="case.note", subject=f"case:{number}")
            )
    first = (await administrator.get("/audit?about=case.")).text
    assert NAMES[Role.AGENT] in first
    assert first.count("<td>case.note</td>") == 100
    following = re.search(r'rel="next" href="/console([^"]+)"', first)
    assert following is not None
    second = (await administrator.get(html.unescape(following.group(1)))).text
    assert second.count("<td>case.note</td>") == 50


async def test_surveys_are_shown_as_customers_see_them(administrator: Browser) -> None:
    page = (await administrator.get("/directory")).text
    for shown in ("south", "post_service", "Alerts staff at 2 or less"):
        assert shown in page


async def test_data_of_a_customer_are_exported_and_the_look_is_noted(
    administrator: Browser, scene: Scene, database: Database
) -> None:
    await administrator.get("/conversations")
    response = await administrator.post("/customers/5/export")
    assert response.headers["content-disposition"] == 'attachment; filename="customer-5.json"'
    assert "王小姐" in response.text
    assert await audited(database) == [("staff:4", "customer.exported")]


async def test_customer_is_erased_where_it_is_meant(
    administrator: Browser, scene: Scene, database: Database
) -> None:
    await administrator.get("/conversations")
    assert (await administrator.post("/customers/5/erase")).status_code == 400
    response = await administrator.post("/customers/5/erase", sure="yes")
    assert response.headers["location"] == "/console/conversations?notice=erased"
    async with database.reading() as session:
        assert await session.get(Customer, 5) is None
    assert (await administrator.get(f"/conversations/{scene.complaint}")).status_code == 404


async def test_own_password_is_changed_with_the_old_one(browsers: Browsers, staff: None) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    await agent.get("/account")
    for old, new, notice in (
        ("wrong", "another good password", "wrong_password"),
        (PASSWORD, "short", "weak_password"),
    ):
        response = await agent.post("/account/password", old=old, new=new)
        assert response.headers["location"] == f"/console/account?notice={notice}"
    await agent.post("/account/password", old=PASSWORD, new="another good password")
    assert (await agent.get("/account")).status_code == 303
    assert (await agent.log_in(NAMES[Role.AGENT], "another good password")).status_code == 303


async def test_one_time_codes_are_set_up_and_asked_for(
    browsers: Browsers, staff: None, clock: Clock, database: Database
) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    page = (await agent.get("/account")).text
    found = CODE.search(page)
    assert found is not None
    assert '<svg class="qr"' in page
    code = pyotp.TOTP(found.group(1)).at(clock.now)
    await agent.post("/account/codes", old=PASSWORD, secret=found.group(1), code=code)
    async with database.reading() as session:
        assert await session.scalar(select(Staff.totp_secret).where(Staff.id == 1)) == found.group(1)
    stranger = browsers.open()
    assert (await stranger.log_in(NAMES[Role.AGENT])).status_code == 401
    assert found.group(1) not in (await agent.get("/account")).text


async def test_other_sessions_are_ended(browsers: Browsers, staff: None) -> None:
    here, elsewhere = await browsers.logged_in(Role.AGENT), await browsers.logged_in(Role.AGENT)
    await here.get("/account")
    await here.post("/account/sessions/end")
    assert (await here.get("/account")).status_code == 200
    assert (await elsewhere.get("/account")).status_code == 303
