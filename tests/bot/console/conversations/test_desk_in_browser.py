"""The day's work in a real browser: find a complaint, correct it, take over, reply, settle, hear the rest."""

import asyncio
import re
from datetime import datetime

import pytest
from playwright.async_api import Route, expect
from sqlalchemy import select, update

from store.engine.database import Database
from store.models.cases import Case, CaseStatus
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer
from store.models.queues import OutboxItem
from store.models.staff import Role
from store.models.surveys import Invitation, InvitationStatus
from tests.actions.answers.sample_files import MAP, MENU
from tests.actions.answers.stored_answer import answer_with_files
from tests.bot.console.answer_scene import set_answers
from tests.bot.console.chromium import OpenPage
from tests.bot.console.scene import Scene
from tests.records import Records

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]


@pytest.fixture
async def reachable(database: Database, scene: Scene) -> None:
    """Customers who can be written to."""
    async with database.transaction() as session:
        await session.execute(update(Customer).values(address=Customer.id + 1000, account=Customer.id + 1000))


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize("script", [True, False])
async def test_complaint_is_found_corrected_answered_settled_and_followed_up(
    open_page: OpenPage, scene: Scene, database: Database, url: str, now: datetime, script: bool
) -> None:
    page = await open_page(script=script, role=Role.MANAGER)
    await page.goto(f"{url}/conversations")
    await page.fill("input[name=q]", "上门")
    await page.click("form.filter button")
    await page.click("text=王小姐")
    line = page.locator(f"#m{scene.complaint_message}")
    await line.locator("summary").click()
    await line.locator("button:has-text('Inquiry')").click()
    await expect(line.locator(".label")).to_contain_text("by manager-one")
    await page.click("button:has-text('Take over')")
    await expect(page.locator(".notice.good")).to_contain_text("The bot is silent")
    await page.select_option("select[name=canned]", "apology")
    await page.click("button:has-text('Insert')")
    await expect(page.locator("#reply-text")).to_have_value(
        "给您添麻烦了，非常抱歉。这件事由我负责跟进，今天之内给您一个明确的答复。"
    )
    await page.click("button:has-text('Send')")
    await expect(page.locator(".line.out .by")).to_have_text("manager-one")
    await page.click(".settling summary")
    await page.uncheck(".settling input[name=next]")
    await page.click(".settling button >> text=Refunded")
    await expect(page.locator(".notice.good")).to_contain_text("Settled")
    await expect(page.locator(".history")).to_contain_text("manager-one")
    await answered(database, now)
    await page.reload()
    await expect(page.locator(".score")).to_have_text("Yes")
    async with database.reading() as session:
        case = (await session.scalars(select(Case).where(Case.reference == "HF-000003"))).one()
        said = [row.payload.get("text") for row in await session.scalars(select(OutboxItem))]
    assert case.status is CaseStatus.SETTLED
    assert any("HF-000003" in (text or "") for text in said)


async def answered(database: Database, now: datetime) -> None:
    """The customer says that the settled case is resolved."""
    async with database.transaction() as session:
        invitation = (
            await session.scalars(select(Invitation).where(Invitation.survey_key == "case_settled"))
        ).one()
        invitation.status = InvitationStatus.COMPLETED
        await Records(session, now).answer(invitation, "resolved", number=1)


async def test_new_message_appears_by_itself(
    open_page: OpenPage, scene: Scene, database: Database, url: str, now: datetime
) -> None:
    page = await open_page()
    await page.goto(f"{url}/conversations/{scene.praise}")
    lines = page.locator(".lines .line")
    before = await lines.count()
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.praise)
        await Records(session, now).heard(talk, "还有一件事")
    await expect(lines).to_have_count(before + 1, timeout=20_000)
    await expect(lines.last).to_contain_text("还有一件事")


async def test_earlier_messages_appear_on_scrolling_up_and_stay(
    open_page: OpenPage, scene: Scene, database: Database, url: str, now: datetime
) -> None:
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.praise)
        records = Records(session, now)
        for number in range(60):
            await records.heard(talk, f"Sentence {number}")
    page = await open_page()
    await page.goto(f"{url}/conversations/{scene.praise}")
    lines = page.locator(".lines .line")
    await expect(lines.last).to_contain_text("Sentence 59")
    await lines.first.scroll_into_view_if_needed()
    await expect(page.get_by_text("Sentence 40", exact=True)).to_be_attached()
    await expect(lines.last).to_contain_text("Sentence 59")
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.praise)
        await Records(session, now).heard(talk, "One more")
    await expect(lines.last).to_contain_text("One more", timeout=20_000)
    await expect(page.get_by_text("Sentence 40", exact=True)).to_be_attached()
    shown = [text for text in await lines.locator(".said").all_text_contents() if text.startswith("Sentence")]
    assert shown == [f"Sentence {number}" for number in range(60 - len(shown), 60)]
    days = await page.locator(".lines .day").all_text_contents()
    assert len(days) == len(set(days))


async def test_reply_is_sent_once_however_often_it_is_clicked(
    open_page: OpenPage, scene: Scene, database: Database, url: str, reachable: None
) -> None:
    page = await open_page(role=Role.AGENT)
    await page.goto(f"{url}/conversations/{scene.complaint}")
    await page.click("button:has-text('Take over')")
    await page.fill("#reply-text", "马上处理")
    await page.dblclick("button:has-text('Send')")
    await expect(page.locator(".line.out .by")).to_have_count(1)
    async with database.reading() as session:
        sent = select(Message.id).where(Message.direction == Direction.OUT, Message.text == "马上处理")
        assert len((await session.scalars(sent)).all()) == 1


async def test_stream_that_begins_after_the_logout_troubles_nobody(open_page: OpenPage, url: str) -> None:
    page = await open_page()
    gone = asyncio.Event()

    async def hold(route: Route) -> None:
        await gone.wait()
        await route.continue_(headers={"accept": "text/event-stream"})

    await page.route("**/live?*", hold)
    await page.goto(f"{url}/conversations", wait_until="domcontentloaded")
    async with page.expect_response("**/live?*"):
        await page.context.clear_cookies()
        gone.set()
    await expect(page.locator("h1")).to_have_text("Conversations")


async def test_case_is_settled_once_however_often_it_is_clicked(
    open_page: OpenPage, scene: Scene, url: str, reachable: None
) -> None:
    page = await open_page(role=Role.AGENT)
    await page.goto(f"{url}/conversations/{scene.complaint}")
    await page.click(".settling summary")
    await page.fill(".settling textarea[name=argument]", "Told by phone")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    await page.locator(".settling button").first.evaluate("button => { button.click(); button.click(); }")
    await expect(page.locator(".notice.good")).to_contain_text("Settled")
    assert [each.rpartition("/")[2] for each in sent] == ["settle"]


async def test_draft_is_kept_while_it_is_written(
    open_page: OpenPage, scene: Scene, url: str, reachable: None
) -> None:
    page = await open_page(role=Role.AGENT)
    await page.goto(f"{url}/conversations/{scene.complaint}")
    async with page.expect_response("**/draft") as kept:
        await page.locator("#reply-text").press_sequentially("One moment")
    assert (await kept.value).status == 204
    await page.reload()
    await expect(page.locator("#reply-text")).to_have_value("One moment")


@pytest.mark.usefixtures("reachable")
async def test_slash_finds_answers_below_ready_replies(
    open_page: OpenPage, scene: Scene, database: Database, url: str, now: datetime
) -> None:
    await set_answers(database, now)
    page = await open_page(role=Role.AGENT)
    await page.goto(f"{url}/conversations/{scene.complaint}")
    await page.locator("#reply-text").press_sequentially("/营业时间")
    await expect(page.locator("#canned-found li")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator("#reply-text")).to_have_value(re.compile("^今天 "))


async def test_unread_customers_are_counted_in_the_title(
    open_page: OpenPage, scene: Scene, database: Database, url: str, now: datetime
) -> None:
    page = await open_page()
    await expect(page).to_have_title(re.compile(r"^\(2\) "), timeout=20_000)
    await page.goto(f"{url}/account")
    await page.uncheck("form[data-device] input[name=badge]")
    await page.goto(f"{url}/conversations")
    await expect(page.locator("[data-live]")).to_have_attribute("data-unread", "2", timeout=20_000)
    await expect(page).to_have_title(re.compile("^Conversations"))
    await page.goto(f"{url}/account")
    await expect(page.locator("form[data-device] input[name=badge]")).not_to_be_checked()


async def test_choice_for_this_device_waits_for_its_script(open_page: OpenPage, url: str) -> None:
    page = await open_page(role=Role.AGENT)

    async def hold(route: Route) -> None:
        await asyncio.sleep(0.5)
        await route.continue_()

    await page.route("**/device.js?*", hold)
    await page.goto(f"{url}/account", wait_until="commit")
    await page.check("form[data-device] input[name=enter]")
    await page.reload()
    await expect(page.locator("form[data-device] input[name=enter]")).to_be_checked()


@pytest.mark.usefixtures("reachable")
async def test_enter_sends_where_this_device_says_so(
    open_page: OpenPage, scene: Scene, database: Database, url: str
) -> None:
    page = await open_page(role=Role.AGENT)
    await page.goto(f"{url}/account")
    await page.check("form[data-device] input[name=enter]")
    await page.goto(f"{url}/conversations/{scene.complaint}")
    await page.fill("#reply-text", "One")
    await page.press("#reply-text", "Shift+Enter")
    await page.keyboard.type("Two")
    await page.press("#reply-text", "Enter")
    await expect(page.locator(".line.out .by")).to_have_text("agent-one")
    async with database.reading() as session:
        sent = await session.scalars(select(Message.text).where(Message.staff_id.is_not(None)))
        assert list(sent) == ["One\nTwo"]


async def test_quiet_hours_may_pass_midnight(open_page: OpenPage, url: str) -> None:
    page = await open_page()
    await page.goto(f"{url}/account")
    found = await page.evaluate(
        """async () => {
          const address = document.querySelector("script[src*='/device.js']").src;
          const { isQuiet } = await import(address);
          const at = (hours) => new Date(2026, 0, 1, hours, 30);
          return [[22, "22:00", "07:00"], [6, "22:00", "07:00"], [7, "22:00", "07:00"],
                  [12, "12:00", "13:00"], [13, "12:00", "13:00"], [9, "", "07:00"]]
            .map(([hour, from, to]) => isQuiet({ from, to }, at(hour)));
        }"""
    )
    assert found == [True, True, False, True, False, False]


@pytest.mark.usefixtures("reachable")
async def test_files_of_a_chosen_answer_go_with_the_reply_unless_they_are_taken_away(
    open_page: OpenPage, scene: Scene, database: Database, url: str, now: datetime
) -> None:
    await answer_with_files(database, now, MENU, MAP)
    page = await open_page(role=Role.AGENT)
    await page.goto(f"{url}/conversations/{scene.complaint}")
    field, files = page.locator("#reply-text"), page.locator("#reply-files")
    await field.press_sequentially("/早餐")
    await expect(page.locator("#canned-found [aria-selected=true]")).to_contain_text("早餐有什么？")
    async with page.expect_response(lambda answer: answer.url.endswith("/draft")):
        await field.press("Enter")
    await expect(field).to_have_value("请看菜单。")
    await expect(files).to_contain_text("menu.pdf")
    async with page.expect_response(lambda answer: answer.url.endswith("/draft")):
        await files.get_by_label("map.png").uncheck()
    await page.reload()
    await expect(field).to_have_value("请看菜单。")
    await expect(files).not_to_contain_text("map.png")
    await expect(files.get_by_label("menu.pdf")).to_be_checked()
    await page.click("button:has-text('Send')")
    await expect(page.locator(".line.out .by")).to_have_count(2)
    await expect(page.locator(".lines")).to_contain_text("menu.pdf")
    await expect(files).not_to_contain_text("menu.pdf")


@pytest.mark.usefixtures("reachable")
async def test_files_of_an_answer_go_where_another_text_takes_its_place(
    open_page: OpenPage, scene: Scene, database: Database, url: str, now: datetime
) -> None:
    await answer_with_files(database, now, MENU)
    page = await open_page(role=Role.AGENT)
    await page.goto(f"{url}/conversations/{scene.complaint}")
    field, files = page.locator("#reply-text"), page.locator("#reply-files")
    for words, title in (("/早餐", "早餐有什么？"), ("/greeting", "Greeting")):
        await field.fill("")
        await field.press_sequentially(words)
        await expect(page.locator("#canned-found [aria-selected=true]")).to_contain_text(title)
        await field.press("Enter")
        await expect(files.get_by_label("menu.pdf")).to_have_count(int(title == "早餐有什么？"))


@pytest.mark.usefixtures("reachable")
async def test_files_of_an_answer_go_with_the_reply_without_script(
    open_page: OpenPage, scene: Scene, database: Database, url: str, now: datetime
) -> None:
    await answer_with_files(database, now, MENU, MAP)
    page = await open_page(role=Role.AGENT, script=False)
    await page.goto(f"{url}/conversations/{scene.complaint}?find=早餐")
    await page.click("#found button")
    await expect(page.locator("#reply-text")).to_have_value("请看菜单。")
    await page.locator("#reply-files").get_by_label("menu.pdf").uncheck()
    await page.click("button:has-text('Send')")
    await expect(page.locator(".lines")).to_contain_text("map.png")
    await expect(page.locator(".lines")).not_to_contain_text("menu.pdf")
