"""Makes docs/surveys.md: `.venv/bin/python -m docs.transcripts`, with Chromium for the pictures.

Starts Huifang in a temporary folder and lets customers answer each of the shipped surveys in the chat, in
both languages, by taps and by words. What is written down is what the chat showed. What stands in the file
before the first transcript is kept.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from bot.sandbox.control.sandbox_client import NoReply, SandboxClient
from bot.sandbox.server.event_feed import ChatEvent, EventKind, Side
from tests.conftest import ROOT
from tests.journeys.installation import Installation, installed
from tests.ports import free_ports

FILE, IMAGES = ROOT / "docs" / "surveys.md", ROOT / "docs" / "images"
QUIET = 1.5  # seconds without a word of the bot: it has said all
LOCALES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True)
class Talk:
    """A customer and what they do: `:5` taps the button whose value ends so, everything else is written."""

    survey: str
    language: str
    name: str
    moves: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading of the transcript."""
        return f"{self.survey}, {'中文' if self.language == 'zh' else 'English'}"


TALKS = (
    Talk(
        "post_service",
        "zh",
        "李梅",
        (":satisfaction:2", ":+waiting", ":+staff", ":!done", "等了四十分钟，前台也没人解释"),
    ),
    Talk("post_service", "en", "Emma", ("5 stars", ":!skip", ":!change", ":satisfaction:4", ":!skip")),
    Talk("experience", "zh", "吴芳", (":satisfaction:4", ":word_of_mouth", ":3", ":!skip")),
    Talk("experience", "en", "Ethan", (":satisfaction:5", ":!skip", ":4", "Thank you, all went well.")),
    Talk("effort", "zh", "王强", (":effort:3", ":+repeating", ":!done", "一开始就转给对的人")),
    Talk("effort", "en", "Noah", ("6", ":!skip")),
    Talk("recommendation", "zh", "陈静", ("9分", "师傅很细心")),
    Talk("recommendation", "en", "Olivia", (":recommend:3", "I was not told about the extra fee.")),
    Talk("case_settled", "zh", "赵磊", (":resolved:1", "非常满意")),
    Talk("case_settled", "en", "Liam", (":resolved:0", ":satisfaction:2")),
    Talk(
        "servperf",
        "zh",
        "孙丽",
        (
            ":4",
            ":!back",
            ":5",
            "同意",
            ":4",
            ":3",
            ":5",
        ),
    ),
    Talk(
        "servperf",
        "en",
        "Ava",
        ("strongly agree", "agree", ":5", "Do you open on Sundays?", ":4", "4"),
    ),
    Talk("servqual", "zh", "周敏", (":consent:1", *(":4", ":3") * 10)),
    Talk("servqual", "en", "Mia", (":consent:1", *(":5", ":4") * 4, "/stop")),
)
PICTURED = {("post_service", "zh"), ("servperf", "en")}


async def main() -> None:
    """Let everybody talk, write it down, and take some pictures."""
    folder = Path(tempfile.mkdtemp())
    try:
        async with installed(folder, free_ports()) as installation:
            await installation.start()
            async with (
                SandboxClient.at(installation.sandbox_url) as telegram,
                async_playwright() as playwright,
            ):
                chromium = shutil.which("chromium") or "chromium"
                browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                parts = [await transcript(telegram, installation, browser, talk) for talk in TALKS]
                await browser.close()
        head, _, _ = FILE.read_text(encoding="utf-8").partition(f"\n## {TALKS[0].title}")
        FILE.write_text("\n".join((head, *parts)), encoding="utf-8")
    finally:
        shutil.rmtree(folder)


async def transcript(
    telegram: SandboxClient, installation: Installation, browser: Browser, talk: Talk
) -> str:
    """One customer's talk as a section."""
    customer = await telegram.customer(talk.name, LOCALES[talk.language])
    await telegram.send_text(customer, "/start")
    begin = (await telegram.wait_for_reply(customer, 0, 30)).seq
    ended = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
    await installation.command(
        *("service-ended", "--source", "till", "--id", f"{talk.survey}-{talk.language}"),
        *("--telegram-id", str(customer), "--survey", talk.survey, "--ended-at", ended),
    )
    for move in talk.moves:
        question = await asked(telegram, customer, begin)
        if move.startswith(":"):
            data = next(data for data in question.buttons.values() if data.endswith(move))
            await telegram.tap(customer, question.message_id, data)
        else:
            await telegram.send_text(customer, move)
        await quiet(telegram, customer)
    if (talk.survey, talk.language) in PICTURED:
        await picture(browser, installation, talk)
    seen = [event for event in await telegram.events(chat=customer) if event.seq > begin]
    return "\n".join((f"## {talk.title}", "", "```text", *lines(talk, seen), "```", ""))


async def asked(telegram: SandboxClient, customer: int, since: int) -> ChatEvent:
    """The newest message of the bot that has a survey's buttons."""
    await telegram.wait_for(customer, _has_buttons, since, 30)
    return [event for event in await telegram.events(chat=customer) if _has_buttons(event)][-1]


def _has_buttons(event: ChatEvent) -> bool:
    return event.by is Side.BOT and any(data.startswith("s:") for data in event.buttons.values())


async def quiet(telegram: SandboxClient, customer: int) -> None:
    """Wait for the bot to answer and to have said all."""
    last = (await telegram.events(chat=customer))[-1].seq
    within = 20.0
    while True:
        try:
            last = (await telegram.wait_for(customer, _is_of_bot, last, within)).seq
        except NoReply:
            return
        within = QUIET


def _is_of_bot(event: ChatEvent) -> bool:
    return event.by is Side.BOT and event.kind in (EventKind.MESSAGE, EventKind.EDITED)


def lines(talk: Talk, seen: Sequence[ChatEvent]) -> Iterator[str]:
    """What the chat showed, one after the other."""
    labels: dict[str, str] = {}
    for event in seen:
        labels |= {data: label for label, data in event.buttons.items()}
        match event.kind, event.by:
            case EventKind.TAPPED, _:
                yield f"{talk.name} ☞ {labels.get(str(event.body.get('data')), '')}"
            case EventKind.MESSAGE, Side.CUSTOMER:
                yield f"{talk.name}: {event.text}"
            case (EventKind.MESSAGE | EventKind.EDITED) as kind, Side.BOT:
                yield from _said(event, "✎ " if kind is EventKind.EDITED else "")
            case _:
                continue
        yield ""


def _said(event: ChatEvent, mark: str) -> Iterator[str]:
    first, *more = event.text.splitlines() or [""]
    yield f"Huifang: {mark}{first}"
    yield from (f"         {line}".rstrip() for line in more)
    if event.buttons:
        yield "         " + " ".join(f"[{label}]" for label in event.buttons)


async def picture(browser: Browser, installation: Installation, talk: Talk) -> None:
    """The sandbox's page with this chat."""
    locale = "zh-CN" if talk.language == "zh" else "en-GB"
    context = await browser.new_context(locale=locale, viewport={"width": 900, "height": 760})
    page = await context.new_page()
    await page.goto(f"{installation.sandbox_url}/?lang={talk.language}")
    await page.get_by_text(talk.name).first.click()
    await page.wait_for_timeout(800)
    await page.screenshot(path=IMAGES / f"survey-{talk.survey}-{talk.language}.png")
    await context.close()


if __name__ == "__main__":
    asyncio.run(main())
