"""The page of the staff room."""

import re
from datetime import datetime

import pytest

from actions.staffroom.room.room_codes import use_code
from actions.staffroom.room.room_tying import tie_member, tie_room
from actions.turn.incoming import Person
from store.engine.database import Database
from store.models.address import Address
from store.models.staff import Role
from store.models.staff_rooms import CodePurpose, StaffRoom
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.conftest import audited
from tests.bot.console.scene import Scene

CODE = re.compile(r"<code>(/\w+) (\w+)</code>")


@pytest.fixture
async def agent(browsers: Browsers, staff: None, scene: Scene) -> Browser:
    """A browser in which an agent is logged in."""
    return await browsers.logged_in(Role.AGENT)


def code_in(page: str) -> tuple[str, str]:
    """The command and the code that a page shows."""
    found = CODE.search(page)
    assert found is not None
    return found[1], found[2]


async def test_code_ties_a_group_and_the_page_says_what_it_lacks(
    administrator: Browser, database: Database, now: datetime
) -> None:
    await administrator.get("/room")
    command, code = code_in((await administrator.post("/room/code")).text)
    assert command == "/room"
    async with database.transaction() as session:
        room = await tie_room(session, Address(-7), code, now)
        room.title, room.missing = "Team <1>", ["topics"]
    page = (await administrator.get("/room")).text
    assert ("Team &lt;1&gt;" in page, "right to manage topics" in page or "管理话题的权限" in page) == (
        True,
        True,
    )
    await administrator.post("/room/untie")
    async with database.reading() as session:
        assert (await session.get_one(StaffRoom, room.id)).untied_at is not None
    assert [action for _, action in await audited(database)] == ["room.tied", "room.untied"]


async def test_agent_is_tied_by_a_code_of_their_own_and_untied_by_an_administrator(
    agent: Browser, administrator: Browser, database: Database, now: datetime
) -> None:
    await agent.get("/room")
    page = (await agent.get("/room")).text
    assert "/room/code" not in page
    command, code = code_in((await agent.post("/room/own-code")).text)
    assert command == "/join"
    async with database.transaction() as session:
        staff = await tie_member(session, Person(Address(9), "Ann", "ann_9"), code, now)
    assert "@ann_9" in (await administrator.get("/room")).text
    await administrator.post(f"/room/members/{staff.id}/untie")
    assert "@ann_9" not in (await administrator.get("/room")).text


async def test_agent_cannot_tie_a_group(agent: Browser) -> None:
    await agent.get("/room")
    assert (await agent.post("/room/code")).status_code == 403


async def test_code_of_a_person_ties_no_group(agent: Browser, database: Database, now: datetime) -> None:
    await agent.get("/room")
    _, code = code_in((await agent.post("/room/own-code")).text)
    async with database.transaction() as session:
        assert await use_code(session, CodePurpose.MEMBER, code, now) > 0
