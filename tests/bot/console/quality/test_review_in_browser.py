"""Reviewing by keyboard, in a real browser."""

import pytest
from playwright.async_api import Page, expect

from tests.bot.console.chromium import OpenPage
from tests.bot.console.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]


async def press(page: Page, keys: str) -> None:
    """Press keys once the page's script listens: it begins when the page has been read."""
    await page.wait_for_load_state("load")
    await page.clock.set_fixed_time("2026-11-23")  # keys that belong together are pressed at one moment
    await page.keyboard.type(keys)


async def test_one_key_corrects_and_one_takes_it_back(open_page: OpenPage, scene: Scene, url: str) -> None:
    page = await open_page()
    await press(page, "gr")
    await expect(page.locator(".question")).to_contain_text("Booked the 14:20")
    await press(page, "2")
    await expect(page.locator(".done-bar")).to_contain_text("Kept as Complaint")
    await expect(page.locator(".empty")).to_contain_text("That was the last one.")
    await press(page, "u")
    await expect(page.locator(".question")).to_contain_text("Booked the 14:20")
    await press(page, "c")
    await expect(page.locator(".done-bar")).to_contain_text("Kept as Inquiry")
    await press(page, "h")
    await page.wait_for_url(f"{url}/review/history")
    await expect(page.locator(".row")).to_have_count(3)


async def test_telephone_shows_no_keys(open_page: OpenPage, scene: Scene, url: str) -> None:
    page = await open_page(width=375, height=740, touch=True)
    await page.goto(f"{url}/review")
    await expect(page.locator(".question")).to_contain_text("Booked the 14:20")
    await expect(page.locator("kbd:visible")).to_have_count(0)


async def test_it_works_without_script(open_page: OpenPage, scene: Scene, url: str) -> None:
    page = await open_page(script=False)
    await page.goto(f"{url}/review")
    await expect(page.locator("kbd:visible")).to_have_count(0)
    await page.click(".choices >> text=Praise")
    await page.click("text=Undo")
    await expect(page.locator(".question")).to_contain_text("Booked the 14:20")
