"""Staff work on a case by forms."""

import re

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.cases import Case, CaseStatus, Priority
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.cases.conftest import COMPLAINT, followed
from tests.bot.console.scene import Scene


async def read(database: Database) -> Case:
    async with database.reading() as session:
        return (await session.scalars(select(Case).where(Case.id == 3))).one()


@pytest.mark.parametrize(
    ("step", "fields", "attribute", "expected"),
    [
        ("assignee", {"assignee": "2"}, "assignee_id", 2),
        ("priority", {"priority": "high"}, "priority", Priority.HIGH),
        ("status", {"status": "waiting"}, "status", CaseStatus.WAITING),
        ("settle", {"reason": "solved", "argument": "By phone"}, "status", CaseStatus.SETTLED),
    ],
)
async def test_step_is_taken_and_said(
    agent: Browser,
    scene: Scene,
    database: Database,
    step: str,
    fields: dict[str, str],
    attribute: str,
    expected: object,
) -> None:
    await followed(agent, COMPLAINT)
    response = await agent.post(f"{COMPLAINT}/{step}", **fields)
    assert response.headers["location"].startswith(f"/console{COMPLAINT}?notice=")
    assert getattr(await read(database), attribute) == expected
    assert (
        'role="status">'
        in (await followed(agent, response.headers["location"].removeprefix("/console"))).text
    )


async def test_note_is_in_the_history(agent: Browser, scene: Scene) -> None:
    await followed(agent, COMPLAINT)
    await agent.post(f"{COMPLAINT}/notes", text="Called the workshop.\r\nThey come at 3.")
    page = (await followed(agent, COMPLAINT)).text
    assert "Called the workshop.\nThey come at 3." in page
    assert re.search(r"<b>Note</b>\s*<span[^>]*><bdi>agent-one", page)


async def test_settled_case_is_refused_with_a_reason(agent: Browser, scene: Scene) -> None:
    await followed(agent, "/cases/1")
    response = await agent.post("/cases/1/settle", reason="solved")
    assert response.headers["location"] == "/console/cases/1?notice=is_settled"
    assert "Open it again first" in (await followed(agent, "/cases/1?notice=is_settled")).text


@pytest.mark.parametrize("fields", [{"status": "settled"}, {"status": "gone"}, {}])
async def test_status_that_cannot_be_set_is_refused(
    agent: Browser, scene: Scene, fields: dict[str, str]
) -> None:
    await followed(agent, COMPLAINT)
    assert (await agent.post(f"{COMPLAINT}/status", **fields)).status_code == 400


async def test_case_is_claimed_once_and_the_slower_one_is_told_by_whom(
    agent: Browser, browsers: Browsers, scene: Scene
) -> None:
    slower = await browsers.logged_in(Role.MANAGER)
    assert f'action="/console{COMPLAINT}/claim"' in (await followed(agent, COMPLAINT)).text
    for browser, notice in ((agent, "changed"), (slower, "claimed")):
        answer = await browser.post(f"{COMPLAINT}/claim")
        assert answer.headers["location"] == f"/console{COMPLAINT}?notice={notice}"
    page = (await followed(slower, f"{COMPLAINT}?notice=claimed")).text
    assert "a colleague has this case: <bdi>agent-one</bdi>" in page
