"""Logging out."""

from structlog.testing import capture_logs

from tests.bot.console.browser import Browser


async def test_session_ends_here_and_in_the_database(reviewer: Browser) -> None:
    token = reviewer.session or ""
    response = await reviewer.post("/logout")
    assert (response.status_code, response.headers["location"]) == (303, "/console/login")
    assert reviewer.session is None
    reviewer.client.cookies.set("huifang", token)
    assert (await reviewer.get("/conversations")).status_code == 303


async def test_stranger_can_log_out_too(browser: Browser) -> None:
    await browser.get("/login")
    assert (await browser.post("/logout")).status_code == 303


async def test_logout_of_a_stranger_is_logged_as_unknown(browser: Browser) -> None:
    await browser.get("/login")
    browser.client.cookies.set("huifang", "made up")
    with capture_logs() as logs:
        await browser.post("/logout")
    assert [(each["event"], each["account"]) for each in logs] == [("logged out", "unknown")]
