"""From a new complaint to settled and the next case: five actions on one page, by mouse or by keyboard."""

from datetime import datetime

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select, update

from store.engine.database import Database
from store.models.cases import Case, CaseStatus
from store.models.conversations import Conversation
from store.models.customers import Customer
from store.models.queues import OutboxItem
from store.models.staff import Role
from tests.bot.console.chromium import OpenPage
from tests.bot.console.scene import Scene
from tests.records import Records

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]
# Every shift of the layout that no action of the reader has caused, with what was moved.
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput).forEach(entry =>
  window.shifts.push([entry.value, ...entry.sources.map(each => each.node?.outerHTML?.slice(0, 80))])
)).observe({type: "layout-shift", buffered: true});
"""
APOLOGY = "给您添麻烦了，非常抱歉。这件事由我负责跟进，今天之内给您一个明确的答复。"


@pytest.fixture
async def page(open_page: OpenPage, scene: Scene, database: Database, url: str) -> Page:
    """An agent looks at another case, and all customers can be written to."""
    async with database.transaction() as session:
        await session.execute(
            update(Customer).values(
                address=Customer.id + 1000, account=Customer.id + 1000, unreachable_at=None
            )
        )
    page = await open_page(role=Role.AGENT)
    await page.goto(f"{url}/cases/2")
    return page


async def is_done(page: Page, database: Database) -> tuple[str | None, CaseStatus, bool]:
    """The next case that is open, where the complaint stands, and whether the reply went out."""
    await expect(page.locator(".undo")).to_contain_text("HF-000003 is settled")
    async with database.reading() as session:
        case = (await session.scalars(select(Case).where(Case.id == 3))).one()
        sent = [row.payload.get("text") for row in await session.scalars(select(OutboxItem))]
    return await page.locator("#case-title").text_content(), case.status, APOLOGY in sent


async def test_mouse_alone_takes_five_actions(page: Page, database: Database) -> None:
    await page.click("#queue >> text=王小姐")
    await page.select_option("select[name=canned]", "apology")
    await page.click("text=Insert")
    await page.click("summary >> text=Settle HF-000003")
    await page.click("button >> text=Explained")
    title, status, is_sent = await is_done(page, database)
    assert ((title or "").split()[0], status, is_sent) == ("HF-000002", CaseStatus.SETTLED, True)


async def test_keyboard_alone_takes_five_actions(page: Page, database: Database) -> None:
    await page.keyboard.press("n")
    await expect(page.locator("#case-title")).to_contain_text("HF-000003")
    await page.wait_for_load_state("load")  # from then on, the script of the keys listens
    await page.keyboard.press("r")
    await page.keyboard.type("/ap")
    await expect(page.locator("#canned-found [aria-selected=true]")).to_contain_text(APOLOGY)
    await page.keyboard.press("Enter")
    await expect(page.locator("#reply-text")).to_have_value(APOLOGY)
    await page.keyboard.press("Control+Shift+Enter")
    await page.keyboard.press("Enter")
    title, status, is_sent = await is_done(page, database)
    assert ((title or "").split()[0], status, is_sent) == ("HF-000002", CaseStatus.SETTLED, True)


async def test_key_that_settles_only_asks(page: Page, database: Database) -> None:
    await page.keyboard.press("s")
    await expect(page.locator(".settling[open]")).to_have_count(1)
    async with database.reading() as session:
        assert (await session.scalars(select(Case.status).where(Case.id == 2))).one() is CaseStatus.OPEN


async def test_settling_is_undone(page: Page, database: Database, url: str) -> None:
    await page.goto(f"{url}/cases/3")
    await page.fill("#reply-text", "Done, sorry for the wait.")
    await page.click("summary >> text=Settle HF-000003")
    await page.click("button >> text=Solved")
    await page.click(".undo button")
    await expect(page.locator(".notice.good")).to_contain_text("Open again as before")
    async with database.reading() as session:
        assert (await session.scalars(select(Case.settled_at).where(Case.id == 3))).one() is None


async def test_talk_opens_at_the_newest_message(page: Page, url: str, scene: Scene) -> None:
    await page.goto(f"{url}/conversations/{scene.complaint}")
    await expect(page.locator(".lines .line").last).to_be_in_viewport()


async def test_steps_of_a_phone_show_one_part_at_a_time(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    parts = {name: page.locator(f"#{name}") for name in ("queue", "talk", "customer")}
    for chosen in ("queue", "customer", "talk"):
        await page.click(f".steps a[href='#{chosen}']")
        for name, part in parts.items():
            await expect(part).to_be_visible(visible=name == chosen)


async def test_field_of_a_reply_has_a_line_on_a_phone_and_grows_with_its_text(
    page: Page, url: str, scene: Scene
) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.goto(f"{url}/conversations/{scene.complaint}#talk")
    field, heights = page.locator("#reply-text"), list[float]()
    for lines in (0, 4, 80):
        await field.fill("第一行\n" * lines)
        heights.append(await field.evaluate("each => each.offsetHeight"))
    one, grown, largest = heights
    assert one <= 48 < grown < largest <= 0.3 * 740 + 1


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
async def test_nothing_shifts_while_the_page_loads(
    open_page: OpenPage, scene: Scene, database: Database, now: datetime, url: str, width: int, locale: str
) -> None:
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.complaint)
        for number in range(40):
            await Records(session, now).heard(talk, f"第 {number} 条：空调还是不制冷。" * (number % 5 + 1))
    page = await open_page(role=Role.AGENT, locale=locale, width=width, height=740)
    await page.add_init_script(WATCH_SHIFTS)
    await page.goto(f"{url}/conversations/{scene.complaint}", wait_until="load")
    await expect(page.locator(".lines .line").last).to_be_in_viewport()
    await page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 500)))")
    assert await page.evaluate("() => window.shifts") == []
