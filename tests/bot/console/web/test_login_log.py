"""Lines about logins name account and address."""

import re

import pytest
from structlog.processors import JSONRenderer
from structlog.testing import capture_logs

from actions.staff.throttle import AT_ONE_ACCOUNT
from store.models.staff import Role
from tests.bot.console.browser import NAMES, Browser, Browsers
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("staff")


AGENT = NAMES[Role.AGENT]
FAILREGEX = re.compile("^failregex = (.+)$", re.MULTILINE)


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
