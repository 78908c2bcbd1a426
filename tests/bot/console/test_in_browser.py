"""The console in a real browser, with script and without."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.bot.console.chromium import OpenPage
from tests.bot.console.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]
WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}
PLACES = (
    "overview",
    "responses",
    "conversations",
    "review",
    "checks",
    "learning",
    "cases",
    "surveys",
    "alarms",
)


@pytest.mark.parametrize("script", [True, False])
async def test_reviewer_finds_a_doubtful_message_and_corrects_it(
    open_page: OpenPage, scene: Scene, script: bool
) -> None:
    page = await open_page(script=script)
    await expect(page.locator(".row")).to_have_count(4)
    await page.check("input[name=uncertain]")
    if not script:
        await page.click("form.filter button")
    await expect(page.locator(".row")).to_have_count(1)
    await page.click("text=Daniel Okafor")
    line = page.locator(f"#m{scene.unsure_message}")
    await expect(line.locator(".chip.warn")).to_have_text("Uncertain")
    await line.locator("summary").click()
    await line.locator("button:has-text('Complaint')").click()
    await page.wait_for_url(f"**/conversations/{scene.unsure}#m{scene.unsure_message}")
    await expect(line.locator(".label > .chip")).to_have_text("Complaint")
    await expect(line.locator(".label")).to_contain_text("by reviewer-one")
    await expect(line.locator(".chip.warn")).to_have_count(0)


async def test_choosing_an_intent_filters_at_once(open_page: OpenPage, scene: Scene) -> None:
    page = await open_page()
    await page.select_option("select[name=intent]", "praise")
    await page.wait_for_url("**/conversations?intent=praise")
    await expect(page.locator(".row .name")).to_have_text("陳美玲")
    await page.click("text=Clear filter")
    await expect(page.locator(".row")).to_have_count(4)


async def test_choice_made_while_the_page_is_loading_is_heard(
    open_page: OpenPage, scene: Scene, url: str
) -> None:
    async def hold(route: Route) -> None:
        await asyncio.sleep(0.5)
        await route.continue_()

    page = await open_page()
    await page.route("**/static/*.js?*", hold)
    await page.goto(f"{url}/conversations?uncertain=true", wait_until="commit")
    await page.select_option("select[name=intent]", "praise")
    await page.wait_for_url("**/conversations?intent=praise**")
    assert await page.input_value("select[name=intent]") == "praise"


async def test_escape_closes_the_correction(open_page: OpenPage, scene: Scene, url: str) -> None:
    page = await open_page()
    await page.goto(f"{url}/conversations/{scene.complaint}")
    first, second = page.locator("details.correct").first, page.locator("details.correct").nth(1)
    await first.locator("summary").click()
    await second.locator("summary").click()
    await expect(first).not_to_have_attribute("open", "")
    await expect(second).to_have_attribute("open", "")
    await page.keyboard.press("Escape")
    await expect(second).not_to_have_attribute("open", "")
    await expect(second.locator("summary")).to_be_focused()


async def test_survey_results_are_seen_for_one_outlet(open_page: OpenPage, scene: Scene) -> None:
    page = await open_page()
    await page.click("nav.sections >> text=Surveys")
    await expect(page.locator(".big").first).to_have_text("70%")
    await page.select_option("select[name=outlet]", "harbour")
    await expect(page.locator(".card").first).to_contain_text("Fewer than 10")
    await expect(page.locator(".bars").first.locator("tr")).to_have_count(5)


async def test_language_is_switched_on_the_spot(open_page: OpenPage, scene: Scene) -> None:
    page = await open_page()
    await page.click("text=中文")
    await expect(page.locator("h1")).to_have_text("会话")
    await expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_no_page_is_wider_than_the_screen(
    open_page: OpenPage, scene: Scene, url: str, locale: str, size: dict[str, int]
) -> None:
    page = await open_page(locale, **size)
    for place in (*PLACES, f"conversations/{scene.complaint}", f"conversations/{scene.settled}"):
        await page.goto(f"{url}/{place}")
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], place


async def test_everything_is_reached_by_keyboard(open_page: OpenPage, scene: Scene) -> None:
    page = await open_page()
    await page.keyboard.press("Tab")
    await expect(page.locator(":focus")).to_have_text("Skip to the content")
    await page.keyboard.press("Enter")
    for _ in range(20):
        if await page.evaluate("document.activeElement.closest('.row') !== null"):
            break
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/conversations/{scene.complaint}")


async def test_keys_walk_lists_lead_on_and_are_explained(open_page: OpenPage, scene: Scene, url: str) -> None:
    page = await open_page()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await expect(page.locator(".row .name a").nth(1)).to_be_focused()
    await page.keyboard.press("?")
    await expect(page.locator("dialog .keys")).to_contain_text("Next in the list")
    await expect(page.locator("dialog .keys")).to_contain_text("Surveys")
    await page.keyboard.press("Escape")
    await page.clock.set_fixed_time("2026-11-23")  # both keys are pressed at one moment
    await page.keyboard.type("gk")
    await page.wait_for_url(f"{url}/cases")


async def test_keys_can_be_switched_off(open_page: OpenPage, scene: Scene) -> None:
    page = await open_page()
    await page.click("button[data-keys]")
    await page.uncheck("[data-keys-on]")
    await page.keyboard.press("Escape")
    await page.keyboard.press("j")
    await expect(page.locator(".row :focus")).to_have_count(0)
    await page.reload()
    await page.keyboard.press("?")
    await expect(page.locator("dialog[open]")).to_have_count(0)


async def test_keys_are_letters_where_somebody_types(open_page: OpenPage, scene: Scene, url: str) -> None:
    page = await open_page()
    search = page.locator("form.filter input[type=search]")
    await search.press_sequentially("gk")
    await expect(search).to_have_value("gk")
    await page.focus("select[name=intent]")
    await page.keyboard.press("g")
    await page.wait_for_url(f"{url}/conversations?**intent=greet**")


@pytest.mark.parametrize("script", [True, False])
async def test_telephone_has_the_other_sections_one_tap_away(
    open_page: OpenPage, scene: Scene, script: bool
) -> None:
    page = await open_page(script=script, **PHONE)
    await expect(page.locator("nav.sections >> text=Surveys")).to_be_hidden()
    await page.click("nav.sections >> text=More")
    await page.click("nav.sections >> text=Surveys")
    await page.wait_for_url("**/surveys")


async def test_times_are_in_the_zone_of_the_browser(open_page: OpenPage, scene: Scene) -> None:
    page = await open_page(timezone_id="Europe/Lisbon")
    await expect(page.locator(".row time").first).to_have_text("03:35")


async def test_logged_out_browser_shows_nothing_by_going_back(open_page: OpenPage, scene: Scene) -> None:
    page = await open_page()
    await page.click("button[title='Log out']")
    await page.wait_for_url("**/login")
    await page.go_back()
    await page.wait_for_url("**/login**")
    await expect(page.locator(".row")).to_have_count(0)
