"""Spot checks."""

import re

import pytest

from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.quality.sample import ALL_MET, SAMPLE
from tests.bot.console.scene import Scene


async def read_next(browser: Browser, **marks: str) -> str:
    """Mark the next conversation; where that leads."""
    page = await browser.get("/checks/1/read")
    if page.status_code == 303:
        return page.headers["location"]
    action = re.findall(r'action="/console(/readings/\d+)"', page.text)[0]
    return (await browser.post(action, **{**ALL_MET, **marks})).headers["location"]


async def test_sample_is_drawn_read_by_two_and_judged(
    browsers: Browsers, reviewer: Browser, scene: Scene
) -> None:
    assert "Draw a sample of conversations" in (await reviewer.get("/checks")).text
    drawn = await reviewer.post("/checks", **SAMPLE)
    assert drawn.headers["location"] == "/console/checks/1"
    page = (await reviewer.get("/checks/1")).text
    assert "drawn from 4 conversations with seed 7 by reviewer-one" in page
    assert "0 of 4 read" in page
    for _ in range(3):
        assert await read_next(reviewer, **{"mark-courtesy": "not_met"}) == "/console/checks/1/read"
    assert await read_next(reviewer) == "/console/checks/1"
    page = (await reviewer.get("/checks/1")).text
    assert page.count("Waits for the second reader") == 1
    assert "Agreement of two readers" not in page
    manager = await browsers.logged_in(Role.MANAGER)
    assert "not_met" not in (await manager.get("/checks/1")).text
    await read_next(manager, **{"mark-courtesy": "not_met"})
    page = (await reviewer.get("/checks/1")).text
    assert "1 conversations read twice, 100% of the marks the same" in page
    assert '<p class="big">80%</p>' in page
    overview = (await reviewer.get("/overview")).text
    assert "Agreement of two readers" in overview


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"sampled_by": "outlet", "outlet": "south"}, 303, ""),
        ({"sampled_by": "intent", "intent": "praise"}, 303, ""),
        ({"sampled_by": "outlet", "outlet": "west"}, 422, "There is no such conversation in this period."),
        ({"sampled_by": "agent"}, 400, "Please check: agent"),
        ({"size": "0"}, 400, "Please check: size"),
        ({"from": "2026-12-01"}, 400, "Please check: from, to"),
    ],
)
async def test_form_is_checked(
    reviewer: Browser, scene: Scene, changed: dict[str, str], status: int, said: str
) -> None:
    await reviewer.get("/checks")
    response = await reviewer.post("/checks", **{**SAMPLE, **changed})
    assert response.status_code == status
    assert said in response.text
