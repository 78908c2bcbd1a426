"""A manager makes a survey in a real browser, with script and without."""

import pytest
from playwright.async_api import expect

from bot.console.web.console_parts import ConsoleDeps
from nlu.contract.labels import Language
from store.models.staff import Role
from tests.bot.console.chromium import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]
PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("script", [True, False])
async def test_survey_is_begun_changed_previewed_published_and_rolled_back(
    open_page: OpenPage, deps: ConsoleDeps, url: str, script: bool
) -> None:
    page = await open_page(script=script, role=Role.MANAGER)
    await page.goto(f"{url}/settings")
    await page.click("summary >> text=New survey")
    await page.fill("input[name=name]", "delivery")
    await page.select_option("select[name=like]", "surveys.effort")
    await page.click("text=Make a draft")
    await page.fill("input[name='title.en']", "Your delivery")
    await page.click("summary >> text=Add one >> nth=-1")
    await page.fill("input[name='questions.3.key']", "again")
    await page.select_option("select[name='questions.3.kind']", "yes_no")
    await page.fill("textarea[name='questions.3.text.zh']", "还会再来吗？")
    await page.fill("textarea[name='questions.3.text.en']", "Will you come again?")
    await page.click("text=Save as draft")
    await expect(page.locator(".shown", has_text="Will you come again?")).to_contain_text("Yes")
    await page.click("button >> text=Publish")
    await expect(page.locator(".notice.good")).to_be_visible()
    survey = deps.at_present().house.surveys["delivery"]
    assert (survey.title[Language.EN], survey.questions[-1].id) == ("Your delivery", "again")


async def test_questions_are_moved_on_a_phone(open_page: OpenPage, url: str) -> None:
    page = await open_page(script=False, role=Role.MANAGER, **PHONE)
    await page.goto(f"{url}/settings/surveys.post_service")
    await page.click("summary >> text=comment")
    await page.fill("input[name='questions.2.position']", "2")
    await page.click("text=Save as draft")
    await expect(page.locator(".notice.good")).to_be_visible()
    titles = await page.locator(".settings-form > section > details > summary").all_text_contents()
    assert [title.split()[0] for title in titles] == ["satisfaction", "comment", "reasons", "Add"]
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
