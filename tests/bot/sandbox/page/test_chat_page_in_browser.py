"""The chat page in a real browser, with a bot that the tests play themselves."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import telegram
from playwright.async_api import Browser, FilePayload, Page, Route, expect

from bot.sandbox.server.sandbox_world import World

pytestmark = pytest.mark.browser
KEYBOARD = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("好", callback_data="yes")]])


@pytest.fixture
async def page(chromium: Browser, url: str) -> AsyncIterator[Page]:
    """The page as a Chinese visitor first sees it; at the end nothing may have gone wrong in it."""
    page = await chromium.new_page(locale="zh-CN", viewport={"width": 1280, "height": 800})
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(url)
    yield page
    assert troubles == []


async def heard(bot: telegram.Bot) -> telegram.Update:
    """The next update, confirmed."""
    [update] = await bot.get_updates(timeout=10, limit=1)
    await bot.get_updates(offset=update.update_id + 1)
    return update


@pytest.fixture
async def customer(page: Page, bot: telegram.Bot) -> int:
    """李梅, invited and started in the page."""
    await page.click("[data-first=李梅]")
    await page.click("#start-button")
    update = await heard(bot)
    assert update.message
    assert update.message.text == "/start"
    return update.message.chat_id


async def say(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_have_value("")


async def test_a_first_visit_leads_to_the_first_answer(page: Page, bot: telegram.Bot, customer: int) -> None:
    await expect(page.locator("#welcome")).to_be_hidden()
    await bot.send_message(customer, "您好，用 /help 看说明")
    await expect(page.locator(".bot .words")).to_have_text("您好，用 /help 看说明")
    await expect(page.locator("#start")).to_be_hidden()
    await expect(page.locator("#bot-state")).to_have_text("机器人已连接")
    await page.click(".bot .words button")
    update = await heard(bot)
    assert update.message
    assert update.message.text == "/help"


async def test_a_button_is_tapped_answered_and_edited_away(
    page: Page, bot: telegram.Bot, customer: int
) -> None:
    await bot.send_message(customer, "满意吗？", reply_markup=KEYBOARD)
    await page.click(".row button")
    await expect(page.locator(".row button")).to_have_class("busy")
    query = (await heard(bot)).callback_query
    assert query
    await query.answer("已记下")
    await expect(page.locator("#toasts p")).to_have_text("已记下")
    await expect(page.locator(".row button")).not_to_have_class("busy")
    await query.edit_message_text("谢谢！")
    await expect(page.locator(".bot .words")).to_have_text("谢谢！")
    await expect(page.locator(".rows")).to_have_count(0)


async def test_an_answer_that_comes_before_the_reply_to_the_tap_is_shown(
    page: Page, bot: telegram.Bot, customer: int
) -> None:
    answered = asyncio.Event()

    async def hold(route: Route) -> None:
        reply = await route.fetch()
        await answered.wait()
        await route.fulfill(response=reply)

    await page.route("**/tap", hold)
    await bot.send_message(customer, "满意吗？", reply_markup=KEYBOARD)
    await page.click(".row button")
    query = (await heard(bot)).callback_query
    assert query
    async with page.expect_response("**/tap"):
        await query.answer("已记下")
        await bot.send_message(customer, "谢谢！")
        await expect(page.locator(".bot .words").last).to_have_text("谢谢！")
        answered.set()
    await expect(page.locator("#toasts p")).to_have_text("已记下")
    await expect(page.locator(".row button")).not_to_have_class("busy")


async def test_texts_of_customers_and_bots_never_become_markup(
    page: Page, bot: telegram.Bot, customer: int
) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    await say(page, hostile)
    await bot.send_message(customer, hostile)
    await expect(page.locator(".customer .words").last).to_have_text(hostile)
    await expect(page.locator(".bot .words")).to_have_text(hostile)
    await expect(page.locator("#messages img, #messages script, #people img")).to_have_count(0)


async def test_an_own_message_is_changed_in_place(page: Page, bot: telegram.Bot, customer: int) -> None:
    await say(page, "包果没到")
    await heard(bot)
    await expect(page.locator(".customer .words").last).to_have_text("包果没到")
    await page.keyboard.press("ArrowUp")
    await say(page, "包裹没到")
    update = await heard(bot)
    assert update.edited_message
    assert update.edited_message.text == "包裹没到"
    await expect(page.locator(".customer .words").last).to_have_text("包裹没到")
    await expect(page.locator(".customer .meta").last).to_contain_text("已修改")


async def test_a_reaction_stands_on_the_message_and_stays_when_it_is_edited(
    page: Page, bot: telegram.Bot, customer: int
) -> None:
    await page.fill("#text", "水龙头滴水")
    await page.keyboard.press("Enter")
    update = await heard(bot)
    assert update.message is not None
    await bot.set_message_reaction(customer, update.message.message_id, "👌")
    await expect(page.locator(".customer .reaction")).to_have_text("👌")
    await page.locator(".customer .change").last.click()
    await page.fill("#text", "水龙头一直滴水")
    await page.keyboard.press("Enter")
    await expect(page.locator(".customer .words").last).to_have_text("水龙头一直滴水")
    await expect(page.locator(".customer .reaction")).to_have_text("👌")
    await bot.set_message_reaction(customer, update.message.message_id, [])
    await expect(page.locator(".reaction")).to_have_count(0)


@pytest.mark.parametrize(
    ("entry", "kind"), [(0, "photo"), (1, "voice"), (2, "document"), (3, "location"), (4, "sticker")]
)
async def test_attachments_are_sent_and_shown(
    page: Page, bot: telegram.Bot, customer: int, entry: int, kind: str
) -> None:
    await page.click("#attach")
    await page.click(f"#menu button >> nth={entry}")
    message = (await heard(bot)).message
    assert getattr(message, kind)
    await expect(page.locator(".customer").last.locator("img, .thing, .sticker")).to_have_count(1)


async def test_a_chosen_file_is_sent(page: Page, bot: telegram.Bot, customer: int) -> None:
    file = FilePayload(name="发票.txt", mimeType="text/plain", buffer="一百元".encode())
    await page.set_input_files("#file", files=file)
    message = (await heard(bot)).message
    assert message
    assert message.document
    downloaded = await (await message.document.get_file()).download_as_bytearray()
    assert (message.document.file_name, downloaded.decode()) == ("发票.txt", "一百元")


async def test_the_commands_are_offered(page: Page, bot: telegram.Bot, customer: int) -> None:
    await bot.set_my_commands([telegram.BotCommand("status", "查看工单")], language_code="zh")
    await page.click("#commands")
    await expect(page.locator("#menu button")).to_have_text("/status查看工单")
    await page.click("#menu button")
    update = await heard(bot)
    assert update.message
    assert update.message.text == "/status"


async def test_the_bot_is_blocked_and_unblocked(page: Page, bot: telegram.Bot, customer: int) -> None:
    await page.click("#block")
    await expect(page.locator("#composer")).to_be_hidden()
    await expect(page.locator(".line").last).to_have_text("你已拉黑机器人")
    with pytest.raises(telegram.error.Forbidden):
        await bot.send_message(customer, "在吗？")
    await page.click("#block")
    await expect(page.locator("#composer")).to_be_visible()
    await bot.send_message(customer, "在吗？")


async def test_another_customer_is_invited_and_unread_messages_are_counted(
    page: Page, bot: telegram.Bot, customer: int
) -> None:
    await page.click("#new-customer")
    await page.fill("[name=name]", "Emma")
    await page.select_option("[name=code]", "en")
    await page.click("dialog .main")
    await expect(page.locator("#talk-name")).to_have_text("Emma")
    await bot.send_message(customer, "还在吗？")
    await bot.send_message(customer, "我们在等您")
    await expect(page.locator(".unread")).to_have_text("2")
    await page.click("#people button:has-text('李梅')")
    await expect(page.locator(".unread")).to_have_count(0)
    await expect(page.locator(".bot .words").last).to_have_text("我们在等您")


async def test_a_start_link_is_followed_as_the_customer(page: Page, bot: telegram.Bot, customer: int) -> None:
    link = f"https://t.me/{bot.username}?start=svc_42"
    markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("打开", url=link)]])
    await bot.send_message(customer, "请点这里", reply_markup=markup)
    await page.click(".row a")
    update = await heard(bot)
    assert update.message
    assert update.message.text == "/start svc_42"


async def test_the_phone_number_is_shared(page: Page, bot: telegram.Bot, customer: int) -> None:
    button = telegram.KeyboardButton("分享手机号", request_contact=True)
    await bot.send_message(customer, "请分享", reply_markup=telegram.ReplyKeyboardMarkup([[button]]))
    await page.click("#phone-keyboard button")
    message = (await heard(bot)).message
    assert message
    assert message.contact
    assert message.contact.user_id == customer
    await expect(page.locator(".customer .thing").last).to_contain_text(message.contact.phone_number)
    await expect(page.locator("#phone-keyboard")).to_be_hidden()


async def test_faults_are_ordered_and_removed(page: Page, world: World, customer: int) -> None:
    await page.click("#open-faults")
    await page.select_option("[name=kind]", "timeout_after")
    await page.check("[name=here]")
    await page.click("#fault-form .main")
    await expect(page.locator("#fault-list li")).to_contain_text("送达后超时")
    [(fault, _)] = world.faults.orders().values()
    assert (fault.kind, fault.method, fault.chat, fault.seconds) == (
        "timeout_after",
        "sendmessage",
        customer,
        5,
    )
    await expect(page.locator("#fault-count")).to_have_text("1")
    await page.click("#clear-faults")
    await expect(page.locator("#no-faults")).to_be_visible()
    assert world.faults.orders() == {}


async def test_messages_are_shown_after_a_reload(page: Page, bot: telegram.Bot, customer: int) -> None:
    await bot.send_message(customer, "您好")
    await page.reload()
    await expect(page.locator(".bot .words")).to_have_text("您好")
    await expect(page.locator(".person")).to_have_text(re.compile("李梅"))


async def test_the_language_is_switched(page: Page, customer: int) -> None:
    await page.click(".language")
    await expect(page.locator("h1")).to_have_text("Customers")
    await page.goto(page.url.split("?")[0])
    await expect(page.locator("h1")).to_have_text("Customers")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_shows_one_thing_at_a_time(
    chromium: Browser, url: str, page: Page, customer: int, scheme: str
) -> None:
    phone = await chromium.new_page(
        viewport={"width": 360, "height": 740}, color_scheme="dark" if scheme == "dark" else "light"
    )
    await phone.goto(url)
    await expect(phone.locator(".talk")).to_be_hidden()
    await phone.click("#people button")
    await expect(phone.locator(".people")).to_be_hidden()
    await expect(phone.locator("#text")).to_be_visible()
    width = await phone.evaluate("document.documentElement.scrollWidth")
    shade = await phone.evaluate("getComputedStyle(document.querySelector('.bar')).backgroundColor")
    assert (width, shade) == (360, "rgb(255, 255, 255)" if scheme == "light" else "rgb(26, 34, 38)")
    await phone.click("#back")
    await expect(phone.locator(".people")).to_be_visible()
    await phone.close()
