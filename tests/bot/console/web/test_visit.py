"""Who makes a request, in which language, and with which secret."""

from zoneinfo import ZoneInfo

import pytest

from bot.console.web.visit import choose_page_language, choose_zone
from nlu.contract.labels import Language
from store.models.staff import Role
from tests.bot.console.browser import SECRET, Browser, Browsers
from tests.bot.console.scene import Scene

pytestmark = pytest.mark.dates


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


@pytest.mark.parametrize(
    ("chosen", "kept", "accepted", "language"),
    [
        (Language.EN, "zh", "zh", Language.EN),
        (None, "en", "zh", Language.EN),
        (None, "fr", "en", Language.EN),
        (None, None, "en-GB,en;q=0.9", Language.EN),
        (None, None, "zh-Hant-TW", Language.ZH),
        (None, None, "de, en;q=0.7, zh;q=0.3", Language.EN),
        (None, None, "en;q=0.1, zh;q=0.9", Language.ZH),
        (None, None, "de", Language.ZH),
        (None, None, "", Language.ZH),
        (None, None, "en;q=abc, *;q=", Language.EN),
        (None, None, "," * 10_000, Language.ZH),
    ],
)
def test_own_choice_then_cookie_then_header_then_default(
    chosen: Language | None, kept: str | None, accepted: str, language: Language
) -> None:
    assert choose_page_language(chosen, kept, accepted, Language.ZH) is language


SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        (None, "Asia/Shanghai"),
        ("Mars/Olympus", "Asia/Shanghai"),
        ("../../etc/passwd", "Asia/Shanghai"),
        ("", "Asia/Shanghai"),
    ],
)
def test_zone_is_the_told_one_if_there_is_such(told: str | None, zone: str) -> None:
    assert choose_zone(told, SHANGHAI) == ZoneInfo(zone)


async def test_page_shows_times_in_the_zone_of_the_cookie(reviewer: Browser, scene: Scene) -> None:
    reviewer.client.cookies.set("huifang-zone", "Europe/Lisbon")
    page = await reviewer.get("/conversations")
    assert 'title="Monday, 23 November 2026, 03:35:01 GMT+00:00">03:35</time>' in page.text


async def test_names_that_the_business_gives_aspects_are_shown(
    browsers: Browsers, staff: None, scene: Scene
) -> None:
    manager = await browsers.logged_in(Role.MANAGER)
    talk = f"/conversations/{scene.complaint}"
    before = (await manager.get(talk)).text
    await manager.post("/settings/business", **{"aspects.people.en": "Our crew", "seen": "0"})
    await manager.post("/settings/business/publish", number="1")
    after = (await manager.get(talk)).text
    shown = [(">Staff</span>" in page, ">Our crew</span>" in page) for page in (before, after)]
    assert shown == [(True, False), (False, True)]
