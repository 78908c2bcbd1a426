"""One's own account: password and code again before a proof changes."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from bot.console.web.console_parts import ConsoleDeps
from store.engine.database import Database
from store.models.staff import Role, Staff
from tests.bot.console.account_scene import OTHER, SECRET, code, guarded, said
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers, Clock
from tests.bot.console.furnished import mounted
from tests.secret import BOX

__all__ = ["guarded"]  # a fixture

pytestmark = pytest.mark.usefixtures("staff")


async def kept(database: Database) -> str | None:
    async with database.reading() as session:
        secret: str | None = await session.scalar(
            select(Staff.totp_secret).where(Staff.name == NAMES[Role.AGENT])
        )
        return secret


async def test_codes_are_not_begun_with_a_session_alone(
    browsers: Browsers, clock: Clock, database: Database
) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    for fields in ({}, {"old": "guess"}):
        assert await said(agent, "codes", secret=SECRET, code=code(clock), **fields) == "wrong_password"
    assert await kept(database) is None


async def test_codes_are_replaced_and_ended_with_password_and_code(
    guarded: Browser, clock: Clock, database: Database
) -> None:
    new = {"secret": OTHER, "code": code(clock, OTHER)}
    for fields in ({}, {"old": PASSWORD}, {"old": "guess", "proof": code(clock)}):
        assert await said(guarded, "codes", **new, **fields) == "wrong_password"
    assert await said(guarded, "codes/end", old=PASSWORD, proof="000000") == "wrong_password"
    assert await said(guarded, "codes", **new, old=PASSWORD, proof=code(clock)) == "changed"
    clock.advance(timedelta(minutes=1))
    assert await said(guarded, "codes/end", old=PASSWORD, proof=code(clock, OTHER)) == "changed"
    assert await kept(database) is None


async def test_password_is_changed_with_a_code_where_codes_are_on(guarded: Browser, clock: Clock) -> None:
    new = "another good password"
    assert 'name="proof"' in (await guarded.get("/account")).text
    assert await said(guarded, "password", old=PASSWORD, new=new) == "wrong_password"
    assert await said(guarded, "password", old=PASSWORD, new=new, proof=code(clock)) == "changed"


CODE = re.compile(r"<code>([^<]+)</code>")


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
        kept = await session.scalar(select(Staff.totp_secret).where(Staff.id == 1)) or ""
    assert (BOX.open(kept), found.group(1) in kept) == (found.group(1), False)
    stranger = browsers.open()
    assert (await stranger.log_in(NAMES[Role.AGENT])).status_code == 401
    assert found.group(1) not in (await agent.get("/account")).text


async def test_other_sessions_are_ended(browsers: Browsers, staff: None) -> None:
    here, elsewhere = await browsers.logged_in(Role.AGENT), await browsers.logged_in(Role.AGENT)
    await here.get("/account")
    await here.post("/account/sessions/end")
    assert (await here.get("/account")).status_code == 200
    assert (await elsewhere.get("/account")).status_code == 303


async def test_role_that_needs_codes_sets_them_up_first_and_cannot_end_them(
    deps: ConsoleDeps, clock: Clock
) -> None:
    strict = Browsers(mounted(replace(deps, with_codes=(Role.AGENT,))))
    agent, reviewer = [await strict.logged_in(role) for role in (Role.AGENT, Role.REVIEWER)]
    assert (await reviewer.get("/conversations")).status_code == 200
    refused = await agent.get("/conversations")
    assert (refused.status_code, refused.headers["location"]) == (303, "/console/account")
    page = (await agent.get("/account")).text
    assert [
        part in page for part in ("Your role needs one-time codes", "/conversations", "/sessions/end")
    ] == [
        True,
        False,
        False,
    ]
    assert await said(agent, "codes", old=PASSWORD, secret=SECRET, code=code(clock)) == "changed"
    assert (await agent.get("/conversations")).status_code == 200
    assert "/account/codes/end" not in (await agent.get("/account")).text
    clock.advance(timedelta(minutes=1))
    ended = await agent.post("/account/codes/end", old=PASSWORD, proof=code(clock))
    assert ended.status_code == 403
    await strict.close()
