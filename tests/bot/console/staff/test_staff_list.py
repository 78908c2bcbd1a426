"""The list of staff: what an administrator's session alone does not do."""

import re

import pytest
from sqlalchemy import func, select

from actions.staff.throttle import AT_ONE_ACCOUNT
from store.engine.database import Database
from store.models.staff import Role, Staff
from tests.bot.console.browser import NAMES, PASSWORD, Browsers

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
