"""The cookies' names and attributes."""

from http.cookies import SimpleCookie

import pytest

from store.models.staff import Role
from tests.bot.console.browser import NAMES, Browsers


async def cookies_of_login(browsers: Browsers, base: str) -> dict[str, dict[str, str]]:
    response = await browsers.open(base=base).log_in(NAMES[Role.AGENT])
    found: dict[str, dict[str, str]] = {}
    for header in response.headers.get_list("set-cookie"):
        for name, morsel in SimpleCookie(header).items():
            found[name] = {key: str(value) for key, value in morsel.items() if value} | {"is": morsel.value}
    return found


@pytest.mark.usefixtures("staff")
async def test_over_https_cookies_are_bound_to_the_host(browsers: Browsers) -> None:
    found = await cookies_of_login(browsers, "https://console.example")
    assert set(found) == {"__Host-huifang", "__Host-huifang-device", "__Host-huifang-form"}
    for attributes in found.values():
        assert attributes["secure"] == "True"
        assert attributes["httponly"] == "True"
        assert attributes["samesite"] == "lax"
        assert attributes["path"] == "/"
        assert "domain" not in attributes


@pytest.mark.usefixtures("staff")
async def test_on_loopback_cookies_have_their_plain_names(browsers: Browsers) -> None:
    found = await cookies_of_login(browsers, "http://127.0.0.1")
    assert set(found) == {"huifang", "huifang-device", "huifang-form"}
    assert "secure" not in found["huifang"]
    assert found["huifang"]["httponly"] == "True"


@pytest.mark.usefixtures("staff")
async def test_session_ends_with_the_browser_and_its_mark_stays(browsers: Browsers) -> None:
    found = await cookies_of_login(browsers, "http://127.0.0.1")
    assert "max-age" not in found["huifang"]
    assert found["huifang-device"]["max-age"] == str(180 * 24 * 3600)
    assert len(found["huifang"]["is"]) >= 22  # 128 bits
    assert found["huifang"]["is"] != found["huifang-device"]["is"]


@pytest.mark.usefixtures("staff")
async def test_implausible_cookie_is_ignored(browsers: Browsers) -> None:
    browser = browsers.open()
    browser.client.cookies.set("huifang", "x" * 4000)
    assert (await browser.get("/conversations")).status_code == 303
