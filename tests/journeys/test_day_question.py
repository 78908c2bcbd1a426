"""A business writes a survey with a question about a day; customers tap or type it, and it is reported."""

import csv
import io
import json
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from tests.actions.surveys.samples import day_question
from tests.conftest import ROOT
from tests.journeys.installation import Installation, installed
from tests.ports import free_ports

pytestmark = [pytest.mark.rasa, pytest.mark.dates]

SURVEY = "delivery"


@pytest.fixture
async def installation(tmp_path: Path, nlu_url: str) -> AsyncIterator[Installation]:
    """A copy of the project with one survey more."""
    for part in ("bot", "actions", "nlu", "store", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "data" / "surveys" / f"{SURVEY}.yml").write_text(day_question(), encoding="utf-8")
    async with installed(tmp_path, free_ports(), HUIFANG_NLU_URL=nlu_url) as made:
        yield made


def today() -> datetime:
    """Now on the clock of the business, which is that of customers without a time zone."""
    return datetime.now(ZoneInfo("Asia/Shanghai"))


async def delivered(installation: Installation, telegram: SandboxClient, name: str, language: str) -> int:
    """A customer to whom something was delivered, as the till tells."""
    customer = await telegram.customer(name, language)
    await telegram.send_text(customer, "/start")
    await telegram.wait_for_reply(customer, within=30)
    await installation.command(
        *("service-ended", "--source", "till", "--id", name, "--telegram-id", str(customer)),
        *("--survey", SURVEY, "--ended-at", (datetime.now(UTC) - timedelta(minutes=1)).isoformat()),
    )
    return customer


async def shown(telegram: SandboxClient, customer: int, question: str, since: int = 0) -> ChatEvent:
    """The message or edit that shows this question with its buttons."""
    return await telegram.wait_for(
        customer, lambda event: any(f":{question}:" in data for data in event.buttons.values()), since, 30
    )


def day_of(question: ChatEvent) -> date:
    """The day that the first button calls today: midnight may pass during a test."""
    day = date.fromisoformat(next(iter(question.buttons.values())).rpartition(":")[2])
    assert today().date() - day in (timedelta(0), timedelta(days=1))
    return day


async def type_a_day(installation: Installation, telegram: SandboxClient) -> date:
    """A Chinese customer is not exact at first, and then writes the day before yesterday."""
    customer = await delivered(installation, telegram, "李梅", "zh-hans")
    question = await shown(telegram, customer, "arrived_on")
    asked_on = day_of(question)
    assert list(question.buttons)[:3] == [
        f"{name} {day.month}月{day.day}日"
        for name, day in (
            (name, asked_on - timedelta(days=days)) for days, name in enumerate(("今天", "昨天", "前天"))
        )
    ]
    await telegram.send_text(customer, "上周")
    again = await shown(telegram, customer, "arrived_on", question.seq)
    assert again.text.startswith("麻烦您告诉我具体是哪一天")
    assert again.text.endswith("1/2　货是哪天送到的？")
    await telegram.send_text(customer, "前天下午到的")
    rating = await shown(telegram, customer, "satisfaction", again.seq)
    await telegram.tap(customer, rating.message_id, _button(rating, ":satisfaction:5"))
    ended = await telegram.wait_for(customer, lambda event: "送货回访：已完成" in event.text, rating.seq, 30)
    days = [day_of(again) - timedelta(days=2), today().date() - timedelta(days=2)]
    return next(day for day in days if f"{day.month}月{day.day}日" in ended.text)


async def tap_a_day(installation: Installation, telegram: SandboxClient) -> date:
    """An English customer taps yesterday, goes back to change it, and rates in words."""
    customer = await delivered(installation, telegram, "Emma", "en")
    question = await shown(telegram, customer, "arrived_on")
    yesterday = day_of(question) - timedelta(days=1)
    assert list(question.buttons)[1] == f"Yesterday, {yesterday.day} {yesterday:%b}".replace("Sep", "Sept")
    await telegram.tap(customer, question.message_id, _button(question, f":arrived_on:{yesterday}"))
    rating = await shown(telegram, customer, "satisfaction", question.seq)
    await telegram.tap(customer, rating.message_id, _button(rating, ":!back"))
    again = await shown(telegram, customer, "arrived_on", rating.seq)
    ticked = {data for label, data in again.buttons.items() if label.startswith("✓")}
    assert ticked == {_button(again, f":arrived_on:{yesterday}")}
    before = yesterday - timedelta(days=1)
    await telegram.tap(customer, again.message_id, _button(again, f":arrived_on:{before}"))
    rating = await shown(telegram, customer, "satisfaction", again.seq)
    await telegram.send_text(customer, "very satisfied")
    await telegram.wait_for(customer, lambda event: "Thank you" in event.text, rating.seq, 30)
    return before


def _button(event: ChatEvent, end: str) -> str:
    return next(data for data in event.buttons.values() if data.endswith(end))


async def test_days_are_asked_kept_and_reported(installation: Installation, telegram: SandboxClient) -> None:
    await installation.start()
    typed = await type_a_day(installation, telegram)
    tapped = await tap_a_day(installation, telegram)
    days = [f"{day}" for day in (typed, tapped)]

    preview = await installation.command("surveys", "preview", SURVEY, "--language", "en")
    assert [line.strip()[:7] for line in preview.splitlines() if "[" in line][:2] == ["[Today,", "[Two da"]
    rows = list(csv.DictReader(io.StringIO(await installation.command("export", "answers"))))
    assert [row["choices"] for row in rows if row["question"] == "arrived_on"] == days
    printed = await installation.command("report", "--json")
    assert json.loads(printed)["distributions"] == [
        {"question": "arrived_on", "group": None, "answer": day, "count": days.count(day), "n": 2}
        for day in sorted(set(days))
    ]
