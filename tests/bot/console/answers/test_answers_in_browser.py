"""Writing answers in a real browser."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from store.models.staff import Role
from tests.bot.console.answers.test_answer_exchange import NEW
from tests.bot.console.chromium import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]


async def test_near_answers_are_named_while_one_types(open_page: OpenPage) -> None:
    page = await open_page(role=Role.MANAGER)
    await page.goto(page.url.partition("/console")[0] + "/console/answers/new")
    await page.fill("textarea[name=en_question]", "when do you OPEN")
    await expect(page.locator("#rivals li")).to_contain_text("The same question.")
    await page.fill("textarea[name=en_question]", "zebra quiz xylophone")
    await expect(page.locator("#rivals")).to_contain_text("No published answer is near these questions.")
    assert await page.input_value("textarea[name=en_question]") == "zebra quiz xylophone"


async def test_file_fills_the_field_of_an_import(open_page: OpenPage) -> None:
    page = await open_page(role=Role.MANAGER)
    await page.goto(page.url.partition("/console")[0] + "/console/answers/exchange")
    file = {"name": "a.yml", "mimeType": "application/yaml", "buffer": NEW.encode()}
    await page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]  # a FilePayload
    await expect(page.locator("textarea[name=text]")).to_have_value(NEW)
    await page.click("button:text-is('Check')")
    await expect(page.locator(".notice")).to_contain_text("1 would be added")


async def test_file_chosen_while_the_page_is_loading_fills_the_field(open_page: OpenPage) -> None:
    page = await open_page(role=Role.MANAGER)

    async def hold(route: Route) -> None:
        await asyncio.sleep(0.5)
        await route.continue_()

    await page.route("**/answers.js?*", hold)
    address = page.url.partition("/console")[0] + "/console/answers/exchange"
    await page.goto(address, wait_until="commit")
    file = {"name": "a.yml", "mimeType": "application/yaml", "buffer": NEW.encode()}
    await page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]  # a FilePayload
    await expect(page.locator("textarea[name=text]")).to_have_value(NEW)
