"""Filters are saved under a name."""

import pytest

from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene

pytestmark = pytest.mark.dates


async def test_filter_is_kept_under_a_name(reviewer: Browser, scene: Scene) -> None:
    await reviewer.get("/conversations?intent=complaint")
    response = await reviewer.post("/filters", name="Angry", query="intent=complaint&before=1-1&x=y")
    assert response.headers["location"] == "/console/conversations?intent=complaint&notice=saved"
    page = (await reviewer.get("/conversations")).text
    assert 'href="/console/conversations?intent=complaint">Angry</a>' in page


async def test_filter_is_dropped_by_its_owner_alone(browsers: Browsers, reviewer: Browser) -> None:
    await reviewer.get("/conversations")
    await reviewer.post("/filters", name="Angry", query="intent=complaint")
    agent = await browsers.logged_in(Role.AGENT)
    assert "Angry" not in (await agent.get("/conversations")).text
    await agent.post("/filters/1/drop")
    assert "Angry" in (await reviewer.get("/conversations")).text
    dropped = await reviewer.post("/filters/1/drop")
    assert dropped.headers["location"] == "/console/conversations?notice=changed"
    assert "Angry" not in (await reviewer.get("/conversations")).text


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"name": "", "query": "intent=complaint"}, "name"),
        ({"name": "x" * 101, "query": "intent=complaint"}, "name"),
        ({"name": "Angry", "query": "intent=rage"}, "intent"),
        ({"name": "Angry"}, "query"),
    ],
)
async def test_wrong_filter_is_refused(reviewer: Browser, fields: dict[str, str], named: str) -> None:
    await reviewer.get("/conversations")
    refused = await reviewer.post("/filters", **fields)
    assert (refused.status_code, f"Please check: {named}" in refused.text) == (400, True)
