"""What a customer attaches in the chat is seen and heard in the console, with everything real."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.attachments import sample
from tests.bot.chromium import chromium
from tests.journeys.installation import Installation

__all__ = ["chromium"]
pytestmark = [pytest.mark.rasa, pytest.mark.browser]
PASSWORD = re.compile(r"name: admin, password: (\S+)")
CHOSEN = "a password that only she knows"


async def logged_in(browser: Browser, installation: Installation) -> Page:
    """The first administrator, who replaces the password that the start has shown."""
    assert installation.application is not None
    said = PASSWORD.search(await installation.application.said("name: admin"))
    assert said is not None
    page = await (await browser.new_context(locale="en-GB")).new_page()
    await page.goto(f"{installation.site}/console/conversations")
    await log_in(page, said.group(1))
    await page.wait_for_url("**/console/account")
    await page.fill("input[name=old]", said.group(1))
    await page.fill("input[name=new]", CHOSEN)
    await page.press("input[name=new]", "Enter")
    await page.wait_for_url(re.compile("/console/login"))
    await log_in(page, CHOSEN)
    await page.wait_for_url(re.compile("/console/account"))
    assert "Another person has seen this password" not in await page.inner_text("main")
    await page.goto(f"{installation.site}/console/conversations")
    return page


async def log_in(page: Page, password: str) -> None:
    """Fill in the login form."""
    await page.fill("input[name=name]", "admin")
    await page.fill("input[name=password]", password)
    await page.press("input[name=password]", "Enter")


async def test_photo_and_voice_of_a_customer_arrive_in_the_transcript(
    installation: Installation, telegram: SandboxClient, chromium: Browser
) -> None:
    await installation.start()
    customer = await telegram.customer("小王", "zh-hans")
    for kind in ("photo", "voice"):
        since = [event.seq for event in await telegram.events(chat=customer)][-1:] or [0]
        await telegram.attach(customer, kind)
        await telegram.wait_for_reply(customer, since[0], 30)
    page = await logged_in(chromium, installation)
    await page.click("text=小王")
    photo, voice = page.locator("img.photo"), page.locator(".bubble audio")
    await expect(photo).to_have_count(1)
    await photo.scroll_into_view_if_needed()
    assert await photo.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    for shown, kind in ((photo, "photo"), (voice, "voice")):
        address = await shown.get_attribute("src")
        fetched = await page.request.get(f"{installation.site}{address}")
        assert (fetched.status, await fetched.body()) == (200, sample(kind).content)
    await page.context.close()
