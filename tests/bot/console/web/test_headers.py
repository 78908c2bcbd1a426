"""What every answer tells the browser about safety."""

import pytest

from bot.console.web.headers import HEADERS, POLICY
from tests.bot.console.browser import Browser, Browsers


@pytest.mark.parametrize(
    "path", ["/", "/login", "/conversations", "/nowhere", "/static/console.css", "/static/none"]
)
async def test_every_answer_carries_the_headers(browser: Browser, path: str) -> None:
    response = await browser.get(path)
    for name, value in HEADERS.items():
        if name != "Cache-Control":
            assert response.headers[name] == value


async def test_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")


async def test_pages_are_not_stored_and_files_are(browser: Browser) -> None:
    page, file = await browser.get("/login"), await browser.get("/static/console.css")
    assert page.headers["cache-control"] == "no-store"
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_strict_transport_is_asked_for_over_https_only(browsers: Browsers) -> None:
    secure = await browsers.open(base="https://console.example").get("/login")
    plain = await browsers.open().get("/login")
    assert secure.headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in plain.headers
