"""`python -m benchmarks.lesson`: how long it takes from a correction in the console to the running model.

Everything is real: the application, the NLU server with its model, the sandbox as Telegram, a browser. The
first of some odd complaints that the model takes for something else is corrected, the button is pressed, and
the same message is parsed until another model answers. At the end the former model is current again.
"""

import asyncio
import tempfile
import time
from pathlib import Path

import psutil
from playwright.async_api import Browser, Page, async_playwright

from bot.sandbox.control.sandbox_client import SandboxClient
from nlu.client import NluClient
from nlu.contract.labels import Intent
from nlu.contract.understanding import Understanding
from tests.bot.chromium import CHROMIUM
from tests.conftest import ROOT
from tests.journeys.installation import Installation, installed
from tests.journeys.test_desk import logged_in
from tests.nlu.test_serve import served
from tests.ports import free_ports

ODD = (
    "等到花儿都谢了，菜单我已经会背了",
    "我点的是热汤，不是冰镇回忆",
    "贵店的排队，一定要从童年排起吗",
    "Nice museum piece, this lift: it has not moved since I checked in",
    "My parcel and I are now in a long-distance relationship",
)
LONGEST = 600.0  # seconds


async def main() -> None:
    """Prints what the message was taken for before and after, and the seconds between."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            served(ROOT / "models") as nlu_url,
            installed(Path(folder), free_ports(), HUIFANG_NLU_URL=nlu_url) as installation,
            async_playwright() as playwright,
        ):
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            await _teach(installation, browser, nlu_url)
            await browser.close()


async def _teach(installation: Installation, browser: Browser, nlu_url: str) -> None:
    await installation.start()
    async with (
        SandboxClient.at(installation.sandbox_url) as telegram,
        NluClient(nlu_url, timeout=10) as client,
    ):
        before, text = await _misunderstood(client)
        customer = await telegram.customer("Lin", "zh-hans")
        await telegram.send_text(customer, text)
        await telegram.wait_for_reply(customer, 0, 30)
        page = await logged_in(browser, installation)
        await _correct(page)
        began = time.monotonic()
        await _press(page, installation, "button[data-key=t]")
        after = await _of_another_model(client, text, before.model)
        _tell("corrected", text, before, after, time.monotonic() - began)
        await page.wait_for_timeout(1000)
        await page.reload()
        print((await page.locator("main").inner_text()).strip())
        began = time.monotonic()
        await _press(page, installation, "form[action$='learning/restore'] button")
        restored = await _of_another_model(client, text, after.model)
        _tell("restored", text, after, restored, time.monotonic() - began)
        print(f"load of the machine: {psutil.getloadavg()}")


async def _misunderstood(client: NluClient) -> tuple[Understanding, str]:
    for text in ODD:
        found = await client.parse(text)
        if found.intent is not Intent.COMPLAINT:
            return found, text
    raise SystemExit("the model understands all of the odd complaints; write odder ones")


async def _correct(page: Page) -> None:
    await page.click("text=Lin")
    line = page.locator("details.correct").first
    await line.locator("summary").click()
    await line.locator("button[value=complaint]").click()
    await page.wait_for_load_state()


async def _press(page: Page, installation: Installation, button: str) -> None:
    await page.goto(f"{installation.site}/console/learning")
    await page.click(button)
    await page.wait_for_load_state()


async def _of_another_model(client: NluClient, text: str, model: str) -> Understanding:
    async with asyncio.timeout(LONGEST):
        while True:
            found = await client.parse(text)
            if found.model != model:
                return found
            await asyncio.sleep(0.2)


def _tell(what: str, text: str, before: Understanding, after: Understanding, seconds: float) -> None:
    shown = [f"{each.intent} {each.confidence:.2f} ({each.model})" for each in (before, after)]
    print(f"{what}: {text}\n  {shown[0]} -> {shown[1]} after {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
