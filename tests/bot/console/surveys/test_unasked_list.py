"""The rows behind the reasons for not asking, and behind the other numbers."""

import html
import re
from dataclasses import replace

import pytest

from actions.settings.house import House
from tests.bot.console.browser import Browser
from tests.bot.console.scene import Scene

CHIP = re.compile(r'<a class="chip" href="/console(/unasked\?[^"]*)">([^<]*) (\d+)</a>')


@pytest.fixture
def house(house: House) -> House:
    """A house in which each cell leads to its rows, however few customers it has."""
    return replace(house, reports=replace(house.reports, smallest_group=1))


@pytest.mark.parametrize("place", ["/overview", "/surveys?survey=post_service", "/surveys?outlet=south"])
async def test_each_count_leads_to_as_many_rows(reviewer: Browser, scene: Scene, place: str) -> None:
    counts = CHIP.findall((await reviewer.get(place)).text)
    assert [(reason, count) for _, reason, count in counts] == [
        ("Asked recently", "2"),
        ("Not known to the bot", "1"),
    ]
    for address, reason, count in counts:
        page = (await reviewer.get(address.replace("&amp;", "&"))).text
        assert page.count('<li class="row">') == int(count)
        assert page.count(f'<span class="chip plain">{reason}</span>') == int(count)


async def test_row_names_the_service(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/unasked?reason=unknown_customer")).text
    assert "<bdi>till 2</bdi>" in page
    assert "Unknown customer" in page


async def test_outlet_where_everybody_was_asked_says_so(reviewer: Browser, scene: Scene) -> None:
    assert "Everybody was asked" in (await reviewer.get("/unasked?outlet=north")).text


async def test_bad_values_are_named(reviewer: Browser) -> None:
    response = await reviewer.get("/unasked?reason=whim&before=x")
    assert (response.status_code, "Please check: before, reason" in response.text) == (400, True)


@pytest.mark.usefixtures("results", "scene")
async def test_every_number_leads_to_its_rows(reviewer: Browser) -> None:
    page = (await reviewer.get("/overview?from=2026-09-01&to=2026-11-23")).text
    links = {html.unescape(link) for link in re.findall(r'href="/console(/[^"]*)"', page)}
    assert len([link for link in links if link.startswith("/responses")]) >= 20
    for link in sorted(links):
        if not link.startswith("/static"):
            assert (await reviewer.get(link)).status_code in (200, 303), link
