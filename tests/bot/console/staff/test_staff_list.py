"""The list of staff: what an administrator's session alone does not do."""

import re

import pytest
from sqlalchemy import func, select

from actions.staff.throttle import AT_ONE_ACCOUNT
from store.engine.database import Database
from store.models.staff import Role, Staff
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers
from tests.bot.console.conftest import audited

CODE = re.compile(r"<code>([^<]+)</code>")
pytestmark = pytest.mark.usefixtures("staff")


async def test_session_alone_adds_promotes_and_renews_no_account(
    browsers: Browsers, database: Database
) -> None:
    administrator = await browsers.logged_in(Role.ADMINISTRATOR)
    rows = select(Staff.role, Staff.password_hash).order_by(Staff.id)
    async with database.reading() as session:
        before = (await session.execute(rows)).tuples().all()
    answers = [
        await administrator.post("/staff", name="Mallory", role="administrator"),
        await administrator.post("/staff/1/role", role="administrator"),
        await administrator.post("/staff/1/password", old="guess"),
        await administrator.post("/staff/4/password", old="guess"),
    ]
    assert [each.status_code for each in answers] == [409, 303, 409, 409]
    assert answers[1].headers["location"] == "/console/staff?notice=wrong_password"
    async with database.reading() as session:
        assert (await session.execute(rows)).tuples().all() == before


async def test_guesses_are_throttled(browsers: Browsers) -> None:
    administrator = await browsers.logged_in(Role.ADMINISTRATOR)
    for _ in range(AT_ONE_ACCOUNT):
        await administrator.post("/staff/1/password", old="guess")
    page = await administrator.post("/staff/1/password", old=PASSWORD)
    assert (page.status_code, "too many wrong passwords" in page.text) == (409, True)


async def test_renewed_password_opens(browsers: Browsers, database: Database) -> None:
    administrator = await browsers.logged_in(Role.ADMINISTRATOR)
    found = CODE.search((await administrator.post("/staff/1/password", old=PASSWORD)).text)
    assert found is not None
    assert (await browsers.open().log_in(NAMES[Role.AGENT], found.group(1))).status_code == 303
    async with database.reading() as session:
        assert await session.scalar(select(func.count(Staff.id))) == len(Role)


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


async def test_shown_password_opens_only_the_page_that_changes_it(
    administrator: Browser, browsers: Browsers
) -> None:
    await administrator.get("/staff")
    page = await administrator.post("/staff", old=PASSWORD, name="Mei", role="agent")
    found = CODE.search(page.text)
    assert found is not None
    mei = browsers.open()
    await mei.log_in("Mei", found.group(1))
    for path in ("/conversations", "/cases", "/conversations/1", "/live"):
        answer = await mei.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/account"), path
    forced = (await mei.get("/account")).text
    assert ("Another person has seen this password" in forced, "/console/cases" in forced) == (True, False)
    assert (await mei.post("/account/sessions/end")).headers["location"] == "/console/account"
    for new, notice in ((found.group(1), "same_password"), ("short", "weak_password"), (PASSWORD, "changed")):
        said = await mei.post("/account/password", old=found.group(1), new=new)
        assert said.headers["location"] == f"/console/account?notice={notice}"
    await mei.log_in("Mei", PASSWORD)
    assert (await mei.get("/conversations")).status_code == 200


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
