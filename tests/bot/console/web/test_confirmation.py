"""Password and code are asked for once more."""

import pytest

from actions.staff.throttle import AT_ONE_ACCOUNT, WINDOW
from store.models.staff import Role
from tests.bot.console.account_scene import OTHER, code, guarded, said
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers, Clock

__all__ = ["guarded"]  # a fixture

pytestmark = pytest.mark.usefixtures("staff")


async def test_code_confirms_once(guarded: Browser, clock: Clock) -> None:
    used = code(clock)
    assert await said(guarded, "codes", old=PASSWORD, proof=used, secret=OTHER, code="0") == "wrong_code"
    assert await said(guarded, "codes/end", old=PASSWORD, proof=used) == "wrong_password"


async def test_guesses_are_throttled_by_session_without_the_cookie_of_the_device(
    browsers: Browsers, clock: Clock
) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    new = "another good password"
    agent.client.cookies.delete("huifang-device")
    for _ in range(AT_ONE_ACCOUNT):
        assert await said(agent, "password", old="guess", new=new) == "wrong_password"
    assert await said(agent, "password", old=PASSWORD, new=new) == "too_many_attempts"
    assert "too many wrong passwords" in (await agent.get("/account?notice=too_many_attempts")).text
    clock.advance(WINDOW)
    await agent.log_in(NAMES[Role.AGENT])
    await agent.get("/account")
    assert await said(agent, "password", old=PASSWORD, new=new) == "changed"
