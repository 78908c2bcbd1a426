"""Faults 45 to 50: strangers stay out, nothing is forged, their words do nothing, what is erased is gone."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pyotp
import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from actions.staff.permissions import is_allowed
from actions.staff.throttle import AT_ONE_ACCOUNT, FROM_ONE_ADDRESS
from bot.console.routes import OPEN_PAGES, STAFF_PAGES
from bot.console.web.event_stream import MOST
from bot.process.private_files import open_to_others
from nlu.contract.labels import Intent
from store.models.address import Address
from store.models.conversations import Conversation, Message, MessageKind, Note, Revision
from store.models.customers import Customer
from store.models.queues import OutboxAction, OutboxStatus
from store.models.staff import AuditEntry, Role, SavedFilter, Staff
from store.models.surveys import Invitation
from store.queues import outbox
from store.queues.outgoing import Outgoing
from tests.bot.console.browser import NAMES, PASSWORD, Browser
from tests.bot.console.scene import Scene, set_scene
from tests.faults.stage import Stage, rating
from tests.faults.visits import FIELDS, Visitors, address, answer_to_foreign, ask, employ
from tests.records import Records
from tests.traces import places

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module"), pytest.mark.dates]
OWNER = NAMES[Role.MANAGER]
POSTS = [page.path for page in (*OPEN_PAGES, *STAFF_PAGES) if page.method == "POST"]
OWN_SCRIPT = re.compile(r'<script(?: type="module")? src="/console/static/[a-z]+\.js\?v=\w+"$')
WORD = "quetzalcoatl"
NAME = "=cmd|' /C'!A0<script>alert(1)</script>"
HOSTILE = f"{NAME}</q><img src=x onerror=alert(2)>\u202egpj.exe\u2066{{{{ 7*7 }}}}th\u200b"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(stage: Stage) -> Scene:
    """Staff, customers, cases and surveys."""
    await employ(stage)
    return await set_scene(stage.database, datetime.now(UTC))


@pytest_asyncio.fixture(loop_scope="module")
async def visitors(stage: Stage, scene: Scene) -> AsyncIterator[Visitors]:
    """Opens browsers, and closes them in the end."""
    opened = Visitors(stage.installation.site)
    yield opened
    await opened.close()


async def test_45_spraying_is_throttled_and_the_owner_gets_in(visitors: Visitors) -> None:
    known = visitors.open("127.0.45.1")
    await known.log_in(OWNER)
    await known.get("/conversations")
    await known.post("/logout")
    attacker = visitors.open("127.0.45.1")
    guesses = [await attacker.log_in(OWNER, f"guess {number}") for number in range(AT_ONE_ACCOUNT + 3)]
    assert [each.status_code for each in guesses] == [401] * AT_ONE_ACCOUNT + [429] * 3
    assert (await attacker.log_in(OWNER)).status_code == 429  # even the right password tells nothing now
    assert (await visitors.open("127.0.45.2").log_in(OWNER)).status_code == 303
    assert (await known.log_in(OWNER)).status_code == 303


async def test_45_one_password_over_many_names_is_throttled(visitors: Visitors) -> None:
    attacker = visitors.open("127.0.45.3")
    tries = [await attacker.log_in(f"name{number}", PASSWORD) for number in range(FROM_ONE_ADDRESS + 1)]
    assert [each.status_code for each in tries] == [401] * FROM_ONE_ADDRESS + [429]


async def test_46_planted_cookie_is_not_taken_over_by_a_login(visitors: Visitors) -> None:
    victim = visitors.open()
    victim.client.cookies.set("huifang", "planted-by-somebody-else", domain="127.0.0.1")
    assert (await victim.get("/conversations")).status_code == 303
    await victim.log_in(OWNER)
    assert victim.session != "planted-by-somebody-else"
    thief = visitors.open()
    thief.client.cookies.set("huifang", "planted-by-somebody-else")
    assert (await thief.get("/conversations")).status_code == 303


async def test_46_cookie_of_before_the_logout_is_refused(visitors: Visitors) -> None:
    browser = await visitors.logged_in(Role.AGENT)
    before = browser.session or ""
    form = visitors.open()
    form.client.cookies.set("huifang", before)
    await form.post("/logout")
    copy = visitors.open()
    copy.client.cookies.set("huifang", before)
    assert (await copy.get("/conversations")).status_code == 200  # a logout needs the secret of the page
    await browser.post("/logout")
    assert (await copy.get("/conversations")).status_code == 303


async def test_47_post_without_the_secret_is_refused(stage: Stage, visitors: Visitors, scene: Scene) -> None:
    browser = await visitors.logged_in(Role.ADMINISTRATOR)
    fields = {**FIELDS, "name": OWNER, "password": PASSWORD}
    secrets: tuple[dict[str, str], ...] = (
        {},
        {"csrf": ""},
        {"csrf": "guess"},
        {"csrf": "\x00"},
        {"csrf": "密"},
    )
    before = await stage.rows(select(func.count(AuditEntry.id)))
    let_in = []
    for path in POSTS:
        target = address(f"/console{path}", conversation=scene.unsure, message=scene.unsure_message)
        answers = [await browser.client.post(target, data={**fields, **secret}) for secret in secrets]
        let_in += [path for answer in answers if answer.status_code != 403]
    assert let_in == []
    assert await stage.rows(select(func.count(AuditEntry.id))) == before
    assert (await browser.get("/conversations")).status_code == 200


async def test_47_stranger_needs_the_secret_of_the_login_page(visitors: Visitors) -> None:
    browser = visitors.open()
    fields = {"name": OWNER, "password": PASSWORD, "csrf": "guess"}
    assert (await browser.client.post("/console/login", data=fields)).status_code == 403
    await browser.get("/login")
    assert (await browser.client.post("/console/login", data=fields)).status_code == 403


@pytest.mark.parametrize("role", list(Role))
async def test_48_every_role_meets_every_address_with_foreign_ids(visitors: Visitors, role: Role) -> None:
    browser = await visitors.logged_in(role)
    found = {page: await ask(browser, page, address(page.path)) for page in STAFF_PAGES}
    expected = {
        page: answer_to_foreign(page) if is_allowed(role, page.permission) else 403 for page in STAFF_PAGES
    }
    assert found == expected


async def test_48_message_of_another_conversation_is_not_found(visitors: Visitors, scene: Scene) -> None:
    browser = await visitors.logged_in(Role.ADMINISTRATOR)
    ids = {"conversation": scene.unsure, "message": scene.complaint_message}
    pages = [page for page in STAFF_PAGES if "{conversation" in page.path and "{message" in page.path]
    found = {page: await ask(browser, page, address(page.path, **ids)) for page in pages}
    assert found == dict.fromkeys(pages, 404)


async def test_48_nobody_sees_anything_without_a_login(visitors: Visitors, scene: Scene) -> None:
    browser = visitors.open()
    await browser.get("/login")
    found = {
        page: await ask(browser, page, address(page.path, conversation=scene.unsure)) for page in STAFF_PAGES
    }
    assert found == dict.fromkeys(STAFF_PAGES, 303)


async def test_48_filter_of_a_colleague_stays(stage: Stage, visitors: Visitors) -> None:
    owner = await visitors.logged_in(Role.MANAGER)
    await owner.post("/filters", name="Only mine", query="intent=complaint")
    (kept,) = await stage.rows(select(SavedFilter.id).where(SavedFilter.name == "Only mine"))
    stranger = await visitors.logged_in(Role.ADMINISTRATOR)
    await stranger.post(f"/filters/{kept}/drop")
    assert await stage.rows(select(SavedFilter.id).where(SavedFilter.id == kept)) == [kept]


async def test_49_hostile_words_and_names_are_inert_on_every_page_and_in_every_file(
    stage: Stage, visitors: Visitors
) -> None:
    talk, case = await _hostile(stage)
    reviewer = await visitors.logged_in(Role.REVIEWER)
    pages = ("", "?q=alert", f"/{talk}")
    for path in (
        *(f"/conversations{each}" for each in pages),
        *("/cases", f"/cases/{case}", "/cases?view=board", "/surveys", "/responses", "/alarms", "/overview"),
    ):
        page = (await reviewer.get(path)).text
        assert _foreign_scripts(page) == [], path
        assert "<img src=x" not in page, path
        assert not set("\u202e\u2066") & set(_visible(page)), path
        assert "49th" not in page, path
    for what in ("conversations", "answers"):
        cells = re.findall(r'(?:^|,)"?(=cmd)', await stage.installation.command("export", what), re.MULTILINE)
        assert cells == [], what


async def test_49_customer_with_a_hostile_name_is_inert(stage: Stage, visitors: Visitors) -> None:
    customer = await stage.telegram.customer(NAME, "en")
    await stage.say(customer, HOSTILE)
    theirs = select(Conversation.id).join(Customer).where(Customer.account == Address(customer))
    (talk,) = await stage.rows(theirs)
    page = (await (await visitors.logged_in(Role.AGENT)).get(f"/conversations/{talk}")).text
    assert (_foreign_scripts(page), "&lt;script&gt;alert(1)" in page, "<img src=x" in page) == (
        [],
        True,
        False,
    )


async def test_49_hostile_address_is_inert(stage: Stage, visitors: Visitors) -> None:
    browser = await visitors.logged_in(Role.REVIEWER)
    before = await stage.rows(select(func.count(Message.id)))
    for path in (
        "/login?next=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/conversations?intent=%3Cscript%3E",
        "/surveys?outlet=%3Cscript%3Ealert(1)%3C/script%3E",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        response = await browser.get(path)
        assert "<script>" not in response.text
        assert response.status_code in (200, 303, 400, 404)
    assert await stage.rows(select(func.count(Message.id))) == before


async def test_50_erased_customers_are_gone_from_tables_inbox_search_and_exports(
    stage: Stage, visitors: Visitors
) -> None:
    by_themselves, by_staff = (
        await _leave_traces(stage, f"{WORD}one"),
        await _leave_traces(stage, f"{WORD}two"),
    )
    administrator = await visitors.logged_in(Role.ADMINISTRATOR)
    (known_as,) = await stage.rows(select(Customer.id).where(Customer.account == Address(by_staff)))
    exported = await administrator.post(f"/customers/{known_as}/export")
    before = await places(stage.database, WORD), await _found(administrator), await _written(stage)
    assert before[0] >= {"messages", "revisions", "customers", "inbox", "outbox", "answers", "notes"}
    assert (before[1:], f"{WORD}two" in exported.text) == ((2, True), True)
    await _forget(stage, by_themselves)
    await administrator.post(f"/customers/{known_as}/erase", sure="yes")
    after = await places(stage.database, WORD), await _found(administrator), await _written(stage)
    assert after == (set(), 0, False)
    assert (await administrator.post(f"/customers/{known_as}/export")).status_code == 404
    erased_by = select(AuditEntry.actor).where(AuditEntry.action == "customer.erased").order_by(AuditEntry.id)
    assert [actor.partition(":")[0] for actor in await stage.rows(erased_by)] == ["customer", "staff"]


async def test_60_session_alone_changes_no_proof(stage: Stage, visitors: Visitors) -> None:
    owner = await visitors.logged_in(Role.REVIEWER)
    thief = visitors.open("127.0.60.1")
    thief.client.cookies.set("huifang", owner.session or "", domain="127.0.0.1")
    await thief.get("/account")
    reviewer = NAMES[Role.REVIEWER]
    kept = select(Staff.password_hash).where(Staff.name == reviewer)
    before = await stage.rows(kept)
    said = [
        (await thief.post("/account/password", old=f"guess {number}", new="another good password")).headers[
            "location"
        ]
        for number in range(40)
    ]
    wrong, throttled = (f"/console/account?notice={each}" for each in ("wrong_password", "too_many_attempts"))
    assert said == [wrong] * AT_ONE_ACCOUNT + [throttled] * (40 - AT_ONE_ACCOUNT)
    for path in ("/account/codes", "/account/codes/end"):
        answer = await thief.post(path, old=PASSWORD, secret="A" * 32, code="000000")
        assert answer.headers["location"] == throttled
    assert await stage.rows(kept) == before
    assert (await visitors.open("127.0.60.2").log_in(reviewer)).status_code == 303


async def test_61_secrets_are_encrypted_and_files_are_private(stage: Stage, visitors: Visitors) -> None:
    manager = await visitors.logged_in(Role.MANAGER)
    (secret,) = re.findall(r"<code>([A-Z2-7]{32})</code>", (await manager.get("/account")).text)
    code = pyotp.TOTP(secret).now()
    said = await manager.post("/account/codes", old=PASSWORD, secret=secret, code=code)
    assert said.headers["location"] == "/console/account?notice=changed"
    (kept,) = await stage.rows(select(Staff.totp_secret).where(Staff.name == OWNER))
    assert (kept.startswith("fernet:"), secret in kept) == (True, False)
    files = [stage.installation.folder / "var"]
    if stage.database.is_sqlite:
        files.append(Path(stage.database.engine.url.database or ""))
    assert open_to_others(files) == ()
    assert (stage.installation.folder / "var" / "secret.key").stat().st_mode & 0o777 == 0o600
    await stage.write(update(Staff).where(Staff.name == OWNER).values(totp_secret=None, totp_step=None))


async def test_62_logins_failures_and_logouts_leave_rows_and_lines(stage: Stage, visitors: Visitors) -> None:
    newest = max([0, *await stage.rows(select(AuditEntry.id))])
    since = len(stage.application.lines)
    visitor = visitors.open("127.0.62.1")
    agent = NAMES[Role.AGENT]
    await visitor.log_in(agent)
    await visitor.get("/conversations")
    await visitor.post("/logout")
    stranger = visitors.open("127.0.62.2")
    await stranger.log_in("a password in the wrong field", "wrong")
    await stranger.log_in(agent, "wrong")
    rows = select(AuditEntry).where(AuditEntry.id > newest).order_by(AuditEntry.id)
    (id_,) = await stage.rows(select(Staff.id).where(Staff.name == agent))
    owner = f"staff:{id_}"
    assert [(row.actor, row.action, row.subject, row.detail) for row in await stage.rows(rows)] == [
        (owner, "staff.logged_in", owner, {"address": "127.0.62.1"}),
        (owner, "staff.logged_out", owner, {"address": "127.0.62.1"}),
        ("stranger", "staff.login_failed", None, {"address": "127.0.62.2"}),
        ("stranger", "staff.login_failed", owner, {"address": "127.0.62.2"}),
    ]
    await stage.until_said('"login failed"', since)
    start = '{"account": "%s", "address": "%s", "event": "%s"'
    expected = [
        start % (agent, "127.0.62.1", "logged in"),
        start % (agent, "127.0.62.1", "logged out"),
        start % ("unknown", "127.0.62.2", "login failed"),
        start % (agent, "127.0.62.2", "login failed"),
    ]
    lines = [line for line in stage.application.lines[since:] if '"account"' in line]
    assert [line[: len(prefix)] for line, prefix in zip(lines, expected, strict=True)] == expected


async def test_63_streams_of_a_person_are_limited_and_given_back(visitors: Visitors) -> None:
    greedy, other = await visitors.logged_in(Role.AGENT), await visitors.logged_in(Role.REVIEWER)
    async with AsyncExitStack() as streams:

        async def begin(browser: Browser) -> httpx.Response:
            return await streams.enter_async_context(browser.client.stream("GET", "/console/live"))

        answers = [await begin(greedy) for _ in range(MOST + 5)]
        assert [each.status_code for each in answers] == [200] * MOST + [429] * 5
        assert "retry-after" in answers[-1].headers
        assert (await begin(other)).status_code == 200
        assert (await greedy.get("/conversations")).status_code == 200
    async with asyncio.timeout(30):
        while True:  # the application hears of the hang-up a moment later
            async with greedy.client.stream("GET", "/console/live") as answer:
                if answer.status_code == 200:
                    break
            await asyncio.sleep(0.1)


async def test_64_password_that_was_shown_must_be_changed(stage: Stage, visitors: Visitors) -> None:
    command = ("staff", "add", "newcomer", "--role", "agent")
    for again in (command, ("staff", "password", "newcomer")):
        shown = re.findall(r"once: (\S+)", await stage.installation.command(*again))[0]
        newcomer = visitors.open("127.0.64.1")
        await newcomer.log_in("newcomer", shown)
        forced = await newcomer.get("/conversations")
        assert (forced.status_code, forced.headers["location"]) == (303, "/console/account")
        await newcomer.get("/account")
        said = await newcomer.post("/account/password", old=shown, new=PASSWORD)
        assert said.headers["location"] == "/console/account?notice=changed"
        await newcomer.log_in("newcomer", PASSWORD)
        assert (await newcomer.get("/conversations")).status_code == 200


async def test_64_login_form_of_another_site_is_refused(visitors: Visitors) -> None:
    browser = visitors.open("127.0.64.2")
    browser.client.cookies.set("huifang-form", "planted", domain="127.0.0.1")
    fields = {"name": OWNER, "password": PASSWORD, "csrf": "planted"}
    for headers in ({"Sec-Fetch-Site": "same-site"}, {"Origin": "http://neighbour.example"}):
        answer = await browser.client.post("/console/login", data=fields, headers=headers)
        assert (answer.status_code, browser.session) == (403, None)


async def test_64_figures_and_description_are_closed_to_strangers(visitors: Visitors) -> None:
    browser = visitors.open("127.0.64.3").client
    for path in ("/metrics", "/api/v1/docs", "/api/v1/openapi.json"):
        near, far = (
            await browser.get(path),
            await browser.get(path, headers={"X-Forwarded-For": "203.0.113.9"}),
        )
        assert (near.status_code, far.status_code) == (200, 403), path
        assert "HUIFANG_TRUSTED_PROXIES" in far.text


async def test_64_head_of_200_kilobytes_is_refused(visitors: Visitors) -> None:
    answer = await visitors.open().client.get("/console/login", headers={"X-Long": "x" * 200_000})
    assert answer.status_code == 431


async def _leave_traces(stage: Stage, word: str) -> int:
    """A customer whose name, texts, files, answers and colleagues' notes all hold a word."""
    customer = await stage.telegram.customer(word, "en")
    await stage.say(customer, "/start")
    # A question: an open complaint would skip the survey.
    written = await stage.telegram.send_text(customer, f"My parcel {word}, where is it now?")
    await stage.until_done(written.update_id)
    edited = await stage.telegram.edit(customer, written.message_id, f"My parcel {word}, when will it come?")
    await stage.until_done(edited.update_id)
    sent = await stage.telegram.attach(customer, "document", caption=f"Bill of {word}", name=f"{word}.pdf")
    await stage.until_done(sent.update_id)
    await stage.until_calm(customer)
    question = await stage.asked(customer, f"50-{customer}")
    tapped = await stage.telegram.tap(customer, question.message_id, rating(question, 2))
    await stage.until_done(tapped.update_id)
    await stage.say(customer, "/export")
    async with stage.database.transaction() as session:
        theirs = select(Invitation).join(Customer).where(Customer.account == Address(customer))
        invitation = (await session.scalars(theirs)).one()
        await Records(session, datetime.now(UTC)).answer(invitation, "comment", text=f"Never again: {word}")
        talk = await session.scalar(
            select(Conversation.id).where(Conversation.customer_id == invitation.customer_id)
        )
        staff_id = (await session.scalars(select(Staff.id).limit(1))).one()
        session.add(
            Note(conversation_id=talk, staff_id=staff_id, text=f"Call {word} back", at=datetime.now(UTC))
        )
        answer = Outgoing(Address(customer), OutboxAction.SEND, f"We look for {word}.")
        await outbox.add(session, answer, datetime.now(UTC))
    await stage.until_calm(customer)
    return customer


async def _forget(stage: Stage, customer: int) -> None:
    """Forgotten as customers have it: a command, and a button."""
    asked = await stage.say(customer, "/forget")
    yes = next(data for data in asked.buttons.values() if data != "f:no")
    tapped = await stage.telegram.tap(customer, asked.message_id, yes)
    await stage.until_done(tapped.update_id)
    await stage.until_calm(customer)


async def _found(browser: Browser) -> int:
    """How many parcels the console's search finds by the word."""
    page = (await browser.get(f"/conversations?q={WORD}")).text
    return re.sub("<[^>]*>", "", page).count(f"My parcel {WORD}")


async def _written(stage: Stage) -> bool:
    """Whether the word is in any exported file."""
    files = [await stage.installation.command("export", what) for what in ("conversations", "answers")]
    return any(WORD in file for file in files)


async def _hostile(stage: Stage) -> tuple[int, int]:
    """A customer, and a business, whose every word is hostile; conversation and case."""
    async with stage.database.transaction() as session:
        records = Records(session, datetime.now(UTC))
        customer = await records.customer(HOSTILE, username=HOSTILE, external_id=HOSTILE)
        talk = await records.conversation(customer)
        message = await records.heard(talk, HOSTILE, Intent.COMPLAINT)
        session.add(Revision(message_id=message.id, text=HOSTILE, replaced_at=records.now))
        await records.heard(talk, HOSTILE, None, kind=MessageKind.DOCUMENT, attachment={"file_name": HOSTILE})
        await records.said(talk, HOSTILE, OutboxStatus.UNKNOWN)
        case = await records.case(customer, talk, outlet=HOSTILE, agent=HOSTILE, order_number=HOSTILE)
        invitation = await records.invitation(customer, outlet=HOSTILE, agent=HOSTILE)
        await records.answer(invitation, "satisfaction", number=1)
        await records.answer(invitation, "reasons", choices=[HOSTILE])
        await records.answer(invitation, "comment", text=HOSTILE, message_id=message.id)
    return talk.id, case.id


def _foreign_scripts(page: str) -> list[str]:
    return [tag for tag in re.findall(r"<script\b[^>]*", page) if not OWN_SCRIPT.match(tag)]


def _visible(page: str) -> str:
    """The page without the values of options: they are sent back as they are, and never shown."""
    return re.sub(r'<option value="[^"]*"', "<option", page)
