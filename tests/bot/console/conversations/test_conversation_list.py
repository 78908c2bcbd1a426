"""The page of conversations."""

import re
from datetime import timedelta

import pytest

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseStatus
from tests.bot.console.browser import Browser, Clock
from tests.bot.console.conversations.conftest import listed
from tests.bot.console.scene import Scene
from tests.records import Records

pytestmark = pytest.mark.dates


async def test_newest_come_first_with_what_staff_look_for(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/conversations")).text
    assert listed(page) == [scene.complaint, scene.unsure, scene.praise, scene.settled]
    for shown in (
        "王小姐",
        "再不来我就退款了！！",
        '<span class="chip complaint">Complaint</span>',
        "HF-000003 · Overdue",
        "Uncertain: 1",
        "With a colleague",
        "5<small>/5</small>",
    ):
        assert shown in page


async def test_case_that_waits_for_the_customer_is_nowhere_said_to_be_overdue(
    reviewer: Browser, scene: Scene, database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        case = await session.get_one(Case, 3)
        case.status, case.paused_at = CaseStatus.WAITING, clock.now - timedelta(hours=2)
    page = (await reviewer.get("/conversations")).text
    assert "HF-000003</span>" in page
    assert "clock stopped" in page
    assert "Overdue" not in page
    overview = (await reviewer.get("/overview")).text
    assert '<a href="/console/cases?overdue=true">0</a>' in overview
    assert "every promise is kept" in overview
    assert "HF-" not in (await reviewer.get("/cases?overdue=true")).text


async def test_nothing_found_says_so(reviewer: Browser, scene: Scene) -> None:
    assert "No conversation matches this filter." in (await reviewer.get("/conversations?intent=bye")).text


async def test_list_is_turned_page_by_page_with_its_filter(
    reviewer: Browser, database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        records = Records(session, clock.now)
        for number in range(120):
            talk = await records.conversation(await records.customer(f"c{number}"))
            await records.heard(talk, "Bad", Intent.COMPLAINT if number % 2 else Intent.PRAISE)
    address = "/conversations?intent=complaint"
    seen: list[int] = []
    for _ in range(2):
        page = (await reviewer.get(address)).text
        seen += listed(page)
        following = re.search(r'rel="next" href="/console([^"]+)"', page)
        address = following.group(1).replace("&amp;", "&") if following else ""
    assert seen == [2 * number for number in range(60, 0, -1)]
    assert address == ""


async def test_words_are_found(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/conversations?q=上门")).text
    assert f"/conversations/{scene.complaint}?before=" in page
    assert page.count('class="row talk"') == 1
    nothing = (await reviewer.get("/conversations?q=nosuchword")).text
    assert "No message has these words" in nothing
