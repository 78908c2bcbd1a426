"""The charts of the overview are images with addresses."""

import html
import re

import pytest

from bot.console.charts.drawing import NARROW, WIDE
from bot.console.surveys.chart_images import CHARTS
from tests.bot.console.browser import Browser, Browsers

pytestmark = pytest.mark.dates


@pytest.mark.usefixtures("results")
async def test_each_chart_has_an_image_and_a_table(reviewer: Browser) -> None:
    page = (await reviewer.get("/overview?from=2026-09-01&to=2026-11-23")).text
    images = re.findall(r'<img class="chart" src="/console(/charts/[^"]+)" alt="[^"]+"', page)
    # The spread of outlets is a table alone.
    assert (len(images), page.count("<table")) == (5, 6)
    for image in images:
        response = await reviewer.get(html.unescape(image))
        assert (response.status_code, response.headers["content-type"]) == (200, "image/svg+xml")
        assert response.headers["content-security-policy"].startswith(
            "default-src 'none'; style-src 'sha256-"
        )
        assert 'class="no_data' not in response.text


@pytest.mark.usefixtures("results")
async def test_charts_are_in_the_readers_language(browsers: Browsers, staff: None) -> None:
    browser = browsers.open(**{"accept-language": "zh-CN"})
    await browser.log_in("reviewer-one")
    assert "可靠性" in (await browser.get("/charts/gaps.svg?from=2026-09-01&to=2026-11-23")).text
    assert "满意度" in (await browser.get("/overview")).text


async def test_unknown_chart_is_not_found(reviewer: Browser) -> None:
    assert (await reviewer.get("/charts/nothing.svg")).status_code == 404


@pytest.mark.usefixtures("results")
async def test_image_is_narrower_on_a_narrow_screen(reviewer: Browser) -> None:
    widths = [
        re.findall(r'viewBox="0 0 (\d+) ', (await reviewer.get(f"/charts/csat{query}")).text)[:1]
        for query in (".svg", ".svg?narrow=true")
    ]
    assert widths == [[str(WIDE)], [str(NARROW)]]


@pytest.mark.parametrize("query", ["from=x", "from=2026-12-01&to=2026-11-01", "narrow=perhaps"])
async def test_bad_values_are_refused(reviewer: Browser, query: str) -> None:
    assert (await reviewer.get(f"/charts/funnel.svg?{query}")).status_code == 400


@pytest.mark.parametrize("name", CHARTS)
async def test_chart_without_answers_is_an_image_too(reviewer: Browser, name: str) -> None:
    answer = await reviewer.get(f"/charts/{name}.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
