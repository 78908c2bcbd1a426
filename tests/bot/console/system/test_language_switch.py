"""The switch between languages."""

import pytest

from store.models.staff import Role
from tests.bot.console.browser import NAMES, Browser, Browsers


async def test_strangers_choice_stays_in_the_browser(browser: Browser) -> None:
    assert "Log in" in (await browser.get("/login")).text
    response = await browser.post("/language", language="zh", next="/console/login")
    assert (response.status_code, response.headers["location"]) == (303, "/console/login")
    assert "登录" in (await browser.get("/login")).text


async def test_choice_of_staff_follows_them_to_other_browsers(browsers: Browsers, staff: None) -> None:
    first = await browsers.logged_in(Role.AGENT)
    await first.post("/language", language="zh", next="/console/cases")
    assert "工单" in (await first.get("/cases")).text
    second = browsers.open()
    await second.log_in(NAMES[Role.AGENT])
    assert "工单" in (await second.get("/cases")).text


@pytest.mark.parametrize(
    ("accepted", "shown"), [("zh-TW,zh;q=0.9", "登录"), ("en", "Log in"), ("de", "登录")]
)
async def test_browser_decides_until_somebody_chooses(browsers: Browsers, accepted: str, shown: str) -> None:
    page = await browsers.open(**{"accept-language": accepted}).get("/login")
    assert f"<h1>{shown}</h1>" in page.text


async def test_unknown_language_is_refused(browser: Browser) -> None:
    await browser.get("/login")
    assert (await browser.post("/language", language="xx")).status_code == 400


async def test_switch_comes_back_to_the_filtered_page(reviewer: Browser) -> None:
    page = await reviewer.get("/conversations?intent=praise&open=true")
    assert 'name="next" value="/console/conversations?intent=praise&amp;open=true"' in page.text
