"""Who makes a request, in which language, and with which secret."""

from store.models.staff import Role
from tests.bot.console.browser import SECRET, Browser, Browsers


async def test_strangers_secret_stays_the_same_in_one_browser(browsers: Browsers) -> None:
    first, second = browsers.open(), browsers.open()
    secrets = [SECRET.findall((await each.get("/login")).text)[0] for each in (first, first, second)]
    assert secrets[0] == secrets[1] != secrets[2]


async def test_secret_changes_with_every_login(browsers: Browsers, staff: None) -> None:
    first = await browsers.logged_in(Role.AGENT)
    second = await browsers.logged_in(Role.AGENT)
    assert len({first.secret, second.secret, first.session, second.session}) == 4


async def test_secret_of_another_session_is_refused(browsers: Browsers, staff: None) -> None:
    first, second = await browsers.logged_in(Role.AGENT), await browsers.logged_in(Role.AGENT)
    first.secret = second.secret
    assert (await first.post("/logout")).status_code == 403


async def test_every_form_of_a_page_carries_the_secret(reviewer: Browser) -> None:
    page = await reviewer.get("/conversations")
    assert page.text.count('method="post"') == len(SECRET.findall(page.text)) == 2
