"""Conversations of a spot check are read against the scorecard."""

from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.quality.sample import ALL_MET, SAMPLE
from tests.bot.console.scene import Scene


async def test_unmarked_criterion_is_named(reviewer: Browser, scene: Scene) -> None:
    await reviewer.get("/checks")
    await reviewer.post("/checks", **SAMPLE)
    refused = await reviewer.post("/readings/1", **{**ALL_MET, "mark-courtesy": "great"})
    assert refused.status_code == 400
    assert "Please check: courtesy" in refused.text


async def test_reading_that_a_colleague_has_done_leads_on(
    browsers: Browsers, reviewer: Browser, scene: Scene
) -> None:
    await reviewer.get("/checks")
    await reviewer.post("/checks", **SAMPLE)
    await reviewer.post("/readings/1", **ALL_MET)
    manager = await browsers.logged_in(Role.MANAGER)
    late = await manager.post("/readings/1", **ALL_MET)
    assert late.headers["location"] == "/console/checks/1/read"
