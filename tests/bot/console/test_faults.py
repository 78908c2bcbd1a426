"""Faults 45 to 49: nobody gets in, nothing is forged, and what strangers write does nothing."""

import re

import httpx
import pytest
from sqlalchemy import func, select

from actions.checks.scorecard import load_scorecard
from actions.staff.permissions import is_allowed
from actions.staff.throttle import AT_ONE_ACCOUNT, FROM_ONE_ADDRESS
from bot.console.page import StaffPage
from bot.console.routes import OPEN_PAGES, STAFF_PAGES
from nlu.labels import Intent
from store.database import Database
from store.models.conversations import Message, MessageKind, Revision
from store.models.queues import OutboxStatus
from store.models.staff import AuditEntry, Role, SavedFilter
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers, Clock
from tests.bot.console.scene import Scene
from tests.conftest import DATA
from tests.records import Records

CRITERIA = load_scorecard(DATA / "scorecard.yml").criteria
OWNER = NAMES[Role.MANAGER]
POSTS = [page.path for page in (*OPEN_PAGES, *STAFF_PAGES) if page.method == "POST"]


PLACEHOLDER = re.compile(r"\{(\w+):int\}")
# What every form of the console takes, so that nothing but the refusal under test can refuse it.
FIELDS = {
    "language": "en",
    "queue": "uncertain",
    "sampled_by": "everything",
    "from": "2026-11-01",
    "to": "2026-11-23",
    "size": "3",
    **{f"mark-{name}": "met" for name in CRITERIA},
    "intent": "complaint",
    "text": "We are looking into it.",
    "name": "Mine",
    "query": "intent=complaint",
    "status": "waiting",
    "priority": "high",
    "assignee": "",
    "role": "agent",
    "old": "not the password",
    "new": "another good password",
    "secret": "A" * 32,
    "code": "0",
    "sure": "yes",
}


def address(path: str, **ids: int) -> str:
    """An address with these ids, and with one that nothing has where none is given."""
    filled = PLACEHOLDER.sub(lambda found: str(ids.get(found.group(1), 10**9)), path)
    return filled.replace("{chart}", "csat")


@pytest.mark.usefixtures("staff")
async def test_45_spraying_is_throttled_and_the_owner_gets_in(browsers: Browsers) -> None:
    known = browsers.open("203.0.113.1")
    await known.log_in(OWNER)
    await known.get("/conversations")
    await known.post("/logout")
    attacker = browsers.open("203.0.113.1")
    statuses = [
        (await attacker.log_in(OWNER, f"guess {number}")).status_code for number in range(AT_ONE_ACCOUNT + 3)
    ]
    assert statuses == [401] * AT_ONE_ACCOUNT + [429] * 3
    assert (await attacker.log_in(OWNER)).status_code == 429  # even the right password tells nothing now
    assert (await browsers.open("203.0.113.2").log_in(OWNER)).status_code == 303
    assert (await known.log_in(OWNER)).status_code == 303


@pytest.mark.usefixtures("staff")
async def test_45_one_password_over_many_names_is_throttled(browsers: Browsers) -> None:
    attacker = browsers.open("203.0.113.1")
    statuses = [
        (await attacker.log_in(f"name{number}", PASSWORD)).status_code
        for number in range(FROM_ONE_ADDRESS + 1)
    ]
    assert statuses == [401] * FROM_ONE_ADDRESS + [429]


@pytest.mark.usefixtures("staff")
async def test_46_planted_cookie_is_not_taken_over_by_a_login(browsers: Browsers) -> None:
    victim = browsers.open()
    victim.client.cookies.set("huifang", "planted-by-somebody-else", domain="127.0.0.1")
    assert (await victim.get("/conversations")).status_code == 303
    await victim.log_in(OWNER)
    assert victim.session != "planted-by-somebody-else"
    thief = browsers.open()
    thief.client.cookies.set("huifang", "planted-by-somebody-else")
    assert (await thief.get("/conversations")).status_code == 303


@pytest.mark.usefixtures("staff")
async def test_46_session_of_before_a_login_ends_with_it(browsers: Browsers) -> None:
    browser = await browsers.logged_in(Role.AGENT)
    before = browser.session or ""
    form = browsers.open()
    form.client.cookies.set("huifang", before)
    await form.post("/logout")
    copy = browsers.open()
    copy.client.cookies.set("huifang", before)
    assert (await copy.get("/conversations")).status_code == 200  # a logout needs the secret of the page
    await browser.post("/logout")
    assert (await copy.get("/conversations")).status_code == 303


@pytest.mark.parametrize("path", POSTS)
async def test_47_post_without_the_secret_is_refused(
    browsers: Browsers, staff: None, database: Database, scene: Scene, path: str
) -> None:
    browser = await browsers.logged_in(Role.ADMINISTRATOR)
    fields = {**FIELDS, "name": OWNER, "password": PASSWORD}
    target = address(f"/console{path}", conversation=scene.unsure, message=scene.unsure_message)
    for secret in ({}, {"csrf": ""}, {"csrf": "guess"}, {"csrf": "\x00"}, {"csrf": "密"}):
        assert (await browser.client.post(target, data={**fields, **secret})).status_code == 403
    async with database.reading() as session:
        entries = select(func.count(AuditEntry.id)).where(AuditEntry.action.startswith("intent."))
        assert await session.scalar(entries) == 0
    assert (await browser.get("/conversations")).status_code == 200


async def test_47_stranger_needs_the_secret_of_the_login_page(browser: Browser) -> None:
    fields = {"name": OWNER, "password": PASSWORD, "csrf": "guess"}
    assert (await browser.client.post("/console/login", data=fields)).status_code == 403
    await browser.get("/login")
    assert (await browser.client.post("/console/login", data=fields)).status_code == 403


@pytest.mark.parametrize("role", list(Role))
async def test_48_every_role_meets_every_address_with_foreign_ids(
    browsers: Browsers, staff: None, scene: Scene, role: Role
) -> None:
    browser = await browsers.logged_in(role)
    for page in STAFF_PAGES:
        response = await ask(browser, page, address(page.path))
        found = 200 if page.method == "GET" or page.path in SHOWN_ONCE else 303
        allowed = 404 if ":int}" in page.path and page.path not in SAID_SO else found
        expected = allowed if is_allowed(role, page.permission) else 403
        assert response.status_code == expected, (page.method, page.path)


async def test_48_message_of_another_conversation_is_not_found(
    browsers: Browsers, staff: None, scene: Scene
) -> None:
    browser = await browsers.logged_in(Role.ADMINISTRATOR)
    for page in STAFF_PAGES:
        if "{conversation" in page.path and "{message" in page.path:
            target = address(page.path, conversation=scene.unsure, message=scene.complaint_message)
            assert (await ask(browser, page, target)).status_code == 404


async def test_48_nobody_sees_anything_without_a_login(browsers: Browsers, scene: Scene) -> None:
    browser = browsers.open()
    await browser.get("/login")
    for page in STAFF_PAGES:
        response = await ask(browser, page, address(page.path, conversation=scene.unsure))
        assert response.status_code == 303
        assert response.headers["location"].startswith("/console/login")


async def test_48_filter_of_a_colleague_stays(
    browsers: Browsers, staff: None, scene: Scene, database: Database
) -> None:
    owner = await browsers.logged_in(Role.MANAGER)
    await owner.post("/filters", name="Mine", query="intent=complaint")
    stranger = await browsers.logged_in(Role.ADMINISTRATOR)
    await stranger.post("/filters/1/drop")
    async with database.reading() as session:
        assert list(await session.scalars(select(SavedFilter.name))) == ["Mine"]


# Addresses that lead back to their page, which says that there is nobody or nothing of this number.
SAID_SO = {"/filters/{filter:int}/drop", "/staff/{member:int}/role", "/staff/{member:int}/disable"}
# What they make is shown in the answer itself, and never again.
SHOWN_ONCE = {"/staff", "/keys"}


async def ask(browser: Browser, page: StaffPage, target: str) -> httpx.Response:
    if page.method == "POST":
        return await browser.post(target, **FIELDS)
    if page.path == "/live" and browser.session is not None:
        status, _ = await browser.stream(target)
        return httpx.Response(status)
    return await browser.get(target)


OWN_SCRIPT = '<script type="module" src="/console/static/'
HOSTILE = (
    "</q><script>alert(1)</script><img src=x onerror=alert(2)>\u202egpj.exe\u2066{{ 7*7 }}\u200b=cmd|' /C'!A0"
)


async def test_49_hostile_words_and_names_are_inert_on_every_page(
    reviewer: Browser, database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        records = Records(session, clock.now)
        customer = await records.customer(HOSTILE, username=HOSTILE, external_id=HOSTILE)
        talk = await records.conversation(customer)
        message = await records.heard(talk, HOSTILE, Intent.COMPLAINT)
        session.add(Revision(message_id=message.id, text=HOSTILE, replaced_at=clock.now))
        await records.heard(talk, HOSTILE, None, kind=MessageKind.DOCUMENT, attachment={"file_name": HOSTILE})
        await records.said(talk, HOSTILE, OutboxStatus.UNKNOWN)
        await records.case(customer, talk, outlet=HOSTILE, agent=HOSTILE, order_number=HOSTILE)
        invitation = await records.invitation(customer, outlet=HOSTILE, agent=HOSTILE)
        await records.answer(invitation, "satisfaction", number=1)
        await records.answer(invitation, "reasons", choices=[HOSTILE])
        await records.answer(invitation, "comment", text=HOSTILE, message_id=message.id)
    for path in (
        "/conversations",
        "/conversations?q=alert",
        f"/conversations/{talk.id}",
        "/cases",
        "/cases/1",
        "/cases?shelf=board",
        "/surveys",
        "/alarms",
    ):
        page = (await reviewer.get(path)).text
        foreign = [tag for tag in re.findall(r"<script\b[^>]*", page) if OWN_SCRIPT not in tag]
        assert foreign == [], path
        assert "<img" not in page, path
        assert "\u202e" not in visible(page), path
        assert "\u2066" not in visible(page), path
        assert "49=cmd" not in page, path


def visible(page: str) -> str:
    """The page without the values of options: they are sent back as they are, and never shown."""
    return re.sub(r'<option value="[^"]*"', "<option", page)


async def test_49_hostile_address_is_inert(reviewer: Browser, database: Database) -> None:
    for path in (
        "/login?next=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/conversations?intent=%3Cscript%3E",
        "/surveys?outlet=%3Cscript%3Ealert(1)%3C/script%3E",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        response = await reviewer.get(path)
        assert "<script>" not in response.text
        assert response.status_code in (200, 303, 400, 404)
    async with database.reading() as session:
        assert await session.scalar(select(func.count(Message.id))) == 0
