"""The page of staff in a real browser, with a bot that the tests play themselves."""

from collections.abc import AsyncIterator

import pytest
import telegram
from playwright.async_api import Browser, Page, expect

from bot.sandbox.control.sandbox_client import SandboxClient

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(chromium: Browser, url: str) -> AsyncIterator[Page]:
    """The page of staff as an English visitor sees it; at the end nothing may have gone wrong in it."""
    page = await chromium.new_page(locale="en-US", viewport={"width": 1000, "height": 700})
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(f"{url}/staff")
    yield page
    assert troubles == []


async def test_staff_answer_in_a_topic(page: Page, bot: telegram.Bot, sandbox: SandboxClient) -> None:
    await page.click("#open-group")
    await expect(page.locator("#topics button")).to_have_text(["General"])
    [group] = await sandbox.ask("GET", "/groups")
    topic = await bot.create_forum_topic(group["id"], "李梅")
    there = topic.message_thread_id
    await page.click("#topics button:has-text('李梅')")
    sent = await bot.send_message(group["id"], "Where is my parcel?", message_thread_id=there)
    await expect(page.locator(".bot .words")).to_have_text("Where is my parcel?")
    await page.click(".reply")
    await page.fill("#text", "On its way.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".customer .words")).to_have_text("On its way.")
    heard = [each.message for each in await bot.get_updates() if each.message and each.message.text]
    assert [
        (each.message_thread_id, each.reply_to_message and each.reply_to_message.id) for each in heard
    ] == [(there, sent.id)]
    await bot.set_message_reaction(group["id"], heard[0].id, "👌")
    await expect(page.locator(".reaction")).to_have_text("👌")
    await bot.edit_forum_topic(group["id"], there, name="李梅 · HF-000001")
    await expect(page.locator("#topic-name")).to_have_text("李梅 · HF-000001")
    await expect(page.locator("#messages .bubble")).to_have_count(2)  # the change of the name is none


async def test_mentioned_person_is_marked_in_the_text(
    page: Page, bot: telegram.Bot, sandbox: SandboxClient
) -> None:
    await page.click("#open-group")
    await expect(page.locator("#topics button")).to_have_text(["General"])
    [group] = await sandbox.ask("GET", "/groups")
    member = telegram.User(group["members"][0]["id"], first_name="", is_bot=False)
    entity = telegram.MessageEntity("text_mention", 3, 2, user=member)
    await bot.send_message(group["id"], "🔴 李娜 <b>", entities=[entity])
    await expect(page.locator(".bot .words")).to_have_text("🔴 李娜 <b>")
    await expect(page.locator(".mention")).to_have_text("李娜")


async def test_staff_delete_a_topic_and_take_rights_away(
    page: Page, bot: telegram.Bot, sandbox: SandboxClient
) -> None:
    await page.click("#open-group")
    await expect(page.locator("#topics button")).to_have_text(["General"])
    [group] = await sandbox.ask("GET", "/groups")
    await bot.create_forum_topic(group["id"], "李梅")
    await page.click("#topics button:has-text('李梅')")
    await page.click("#open-rights")
    await page.click("#menu button:has-text('can_manage_topics')")
    await page.click("#delete-topic")
    await expect(page.locator("#topics button")).to_have_text(["General"])
    member = await bot.get_chat_member(group["id"], bot.id)
    assert isinstance(member, telegram.ChatMemberAdministrator)
    assert (member.can_manage_topics, await sandbox.topics(group["id"])) == (False, [])
