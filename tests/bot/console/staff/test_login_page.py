"""The login page."""

import re

import pytest
from structlog.processors import JSONRenderer
from structlog.testing import capture_logs

from actions.staff.throttle import AT_ONE_ACCOUNT, WINDOW
from store.models.staff import Role
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers, Clock
from tests.conftest import ROOT

AGENT = NAMES[Role.AGENT]
FAILREGEX = re.compile("^failregex = (.+)$", re.MULTILINE)
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


@pytest.mark.parametrize(
    ("name", "account"),
    [(AGENT, AGENT), (f" {AGENT}\u200b", AGENT), ("my secret password", "unknown"), ("", "unknown")],
)
async def test_failure_is_logged_with_account_and_address_and_without_password(
    browser: Browser, name: str, account: str
) -> None:
    with capture_logs() as logs:
        await browser.log_in(name, "my secret password")
    assert logs == [
        {"event": "login failed", "log_level": "warning", "account": account, "address": "127.0.0.1"}
    ]


async def test_each_kind_of_line_names_account_and_address(browsers: Browsers) -> None:
    visitor = browsers.open("203.0.113.7")
    with capture_logs() as logs:
        await visitor.log_in(AGENT)
        await visitor.get("/conversations")
        await visitor.post("/logout")
        for _ in range(AT_ONE_ACCOUNT + 1):
            await visitor.log_in(AGENT, "wrong")
    assert [each["event"] for each in logs] == [
        "logged in",
        "logged out",
        *["login failed"] * AT_ONE_ACCOUNT,
        "login throttled",
    ]
    assert {(each["account"], each["address"]) for each in logs} == {(AGENT, "203.0.113.7")}


async def test_filter_of_the_guide_finds_failures_and_nothing_else(browsers: Browsers) -> None:
    found = FAILREGEX.search((ROOT / "docs" / "settings.md").read_text())
    assert found is not None
    pattern = re.compile(found.group(1).replace("<HOST>", "(?P<host>[0-9a-f.:]+)"))
    visitor = browsers.open("2001:db8::7")
    with capture_logs() as logs:
        await visitor.log_in(AGENT)
        await visitor.get("/conversations")
        await visitor.post("/logout")
        for _ in range(AT_ONE_ACCOUNT + 1):
            await visitor.log_in('x", "address": "192.0.2.1', "wrong")
    lines = [
        JSONRenderer()(
            None, "", {**{key: each[key] for key in ("account", "address", "event")}, "level": "warning"}
        )
        for each in logs
    ]
    matches = [pattern.search(str(line)) for line in lines]
    assert [match and match["host"] for match in matches] == [None] * 2 + ["2001:db8::7"] * (
        AT_ONE_ACCOUNT + 1
    )


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
