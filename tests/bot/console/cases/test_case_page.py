"""The page of one case, and what is done there."""

import re

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.cases import Case, CaseStatus, Priority
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene

COMPLAINT = "/cases/3"


@pytest.fixture
async def agent(browsers: Browsers, staff: None) -> Browser:
    """A browser in which an agent is logged in."""
    return await browsers.logged_in(Role.AGENT)


async def read(database: Database) -> Case:
    async with database.reading() as session:
        return (await session.scalars(select(Case).where(Case.id == 3))).one()


async def test_case_shows_facts_and_what_can_be_done(agent: Browser, scene: Scene) -> None:
    page = (await agent.get(COMPLAINT)).text
    for shown in ("HF-000003", "B20261122-017", "south", "Unassigned", "Take it myself", "Settle"):
        assert shown in page


async def test_reader_sees_no_buttons(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get(COMPLAINT)).text
    assert "HF-000003" in page
    assert "Take it myself" not in page


@pytest.mark.parametrize(
    ("step", "fields", "attribute", "expected"),
    [
        ("assignee", {"assignee": "2"}, "assignee_id", 2),
        ("priority", {"priority": "high"}, "priority", Priority.HIGH),
        ("status", {"status": "waiting"}, "status", CaseStatus.WAITING),
        ("settle", {}, "status", CaseStatus.SETTLED),
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
    await agent.get(COMPLAINT)
    response = await agent.post(f"{COMPLAINT}/{step}", **fields)
    assert response.headers["location"].startswith(f"/console{COMPLAINT}?notice=")
    assert getattr(await read(database), attribute) == expected
    assert 'role="status">' in (await agent.get(response.headers["location"].removeprefix("/console"))).text


async def test_note_is_in_the_history(agent: Browser, scene: Scene) -> None:
    await agent.get(COMPLAINT)
    await agent.post(f"{COMPLAINT}/notes", text="Called the workshop.\r\nThey come at 3.")
    page = (await agent.get(COMPLAINT)).text
    assert "Called the workshop.\nThey come at 3." in page
    assert re.search(r"<b>Note</b>\s*<span[^>]*><bdi>agent-one", page)


async def test_settled_case_is_refused_with_a_reason(agent: Browser, scene: Scene) -> None:
    await agent.get("/cases/1")
    response = await agent.post("/cases/1/settle")
    assert response.headers["location"] == "/console/cases/1?notice=is_settled"
    assert "Open it again first" in (await agent.get("/cases/1?notice=is_settled")).text


@pytest.mark.parametrize("fields", [{"status": "settled"}, {"status": "gone"}, {}])
async def test_status_that_cannot_be_set_is_refused(
    agent: Browser, scene: Scene, fields: dict[str, str]
) -> None:
    await agent.get(COMPLAINT)
    assert (await agent.post(f"{COMPLAINT}/status", **fields)).status_code == 400


async def test_notice_of_an_address_is_one_of_ours(agent: Browser, scene: Scene) -> None:
    page = (await agent.get(f"{COMPLAINT}?notice=%3Cb%3Eyour+password")).text
    assert "your password" not in page
