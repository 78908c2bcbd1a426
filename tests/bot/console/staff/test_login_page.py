"""The login page."""

import pytest

from actions.staff.throttle import AT_ONE_ACCOUNT, WINDOW
from store.models.staff import Role
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers, Clock

AGENT = NAMES[Role.AGENT]
pytestmark = pytest.mark.usefixtures("staff")


async def test_right_password_leads_to_the_page_that_was_asked_for(browser: Browser) -> None:
    asked = await browser.get("/login?next=/console/cases?view=settled")
    assert 'name="next" value="/console/cases?view=settled"' in asked.text
    response = await browser.post("/login", name=AGENT, password=PASSWORD, next="/console/cases?view=settled")
    assert (response.status_code, response.headers["location"]) == (303, "/console/cases?view=settled")
    assert (await browser.get("/cases?view=settled")).status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/elsewhere", ""])
async def test_login_leads_nowhere_else(browser: Browser, target: str) -> None:
    response = await browser.log_in(AGENT, next=target)
    assert response.headers["location"] == "/console/"


@pytest.mark.parametrize(("name", "password"), [(AGENT, "wrong"), ("nobody", PASSWORD), ("", "")])
async def test_wrong_name_and_wrong_password_look_alike(browser: Browser, name: str, password: str) -> None:
    response = await browser.log_in(name, password)
    assert response.status_code == 401
    assert "Name or password is wrong." in response.text
    assert browser.session is None


async def test_typed_name_stays_and_password_does_not(browser: Browser) -> None:
    response = await browser.log_in("<b>Mei", "my secret password")
    assert 'value="&lt;b&gt;Mei"' in response.text
    assert "my secret password" not in response.text


async def test_too_many_attempts_say_when_to_come_back(browser: Browser, clock: Clock) -> None:
    for _ in range(AT_ONE_ACCOUNT):
        await browser.log_in(AGENT, "wrong")
    response = await browser.log_in(AGENT)
    assert (response.status_code, response.headers["retry-after"]) == (429, "900")
    assert "try again in 15 min" in response.text
    clock.advance(WINDOW)
    assert (await browser.log_in(AGENT)).status_code == 303


async def test_whoever_is_logged_in_is_led_on(reviewer: Browser) -> None:
    response = await reviewer.get("/login?next=/console/cases")
    assert (response.status_code, response.headers["location"]) == (303, "/console/cases")


@pytest.mark.parametrize(
    ("base", "is_warned"),
    [
        ("http://127.0.0.1", False),
        ("http://localhost:8080", False),
        ("https://console.example", False),
        ("http://console.example", True),
    ],
)
async def test_open_connection_is_warned_of(browsers: Browsers, base: str, is_warned: bool) -> None:
    page = await browsers.open(base=base).get("/login")
    assert ("not encrypted" in page.text) is is_warned
