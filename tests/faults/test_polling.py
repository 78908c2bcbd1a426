"""Faults 14 and 15: another process polls, and a poller that has died."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import func, select

from store.models.queues import Alarm
from tests.faults.stage import Stage, staged
from tests.journeys.installation import BOT_TOKEN, Process

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(folder: Path, empty_database: str, nlu_url: str) -> AsyncIterator[Stage]:
    """An application whose poller can be ended."""
    async with staged(folder, empty_database, nlu_url) as made:
        await made.start(module="tests.faults.tampered")
        yield made


async def test_15_poller_that_dies_in_a_living_process_is_begun_anew(stage: Stage) -> None:
    customer = await stage.opened()
    stage.application.process.send_signal(signal.SIGUSR1)
    await stage.application.said("polling is silent and is restarted")
    answered = await stage.say(customer, "/status")
    assert (answered.text != "", stage.application.process.returncode) == (True, None)


async def test_14_of_two_pollers_one_stands_by_and_staff_are_told(stage: Stage) -> None:
    async with polled_elsewhere(stage):
        await stage.until_said("another process polls with this bot token", 0, 90)
        assert await stage.alarms("telegram.conflict") == [f"bot:{BOT_TOKEN.partition(':')[0]}"]
        # All but the polling goes on.
        statuses = [
            (await stage.installation.get(path)).status_code for path in ("/healthz", "/console/login")
        ]
        assert (statuses, stage.application.process.returncode) == ([200, 200], None)
    customer = await stage.customer()
    await stage.say(customer, "/start", 120)  # the other one has gone, and polling is taken up again
    await stage.until(select(func.count()).where(Alarm.cleared_at.is_(None)), 0)


async def test_14_poller_that_has_nothing_else_to_do_ends(stage: Stage) -> None:
    await stage.application.kill()
    async with polled_elsewhere(stage):
        poller = await Process.start(stage.installation.folder, stage.installation.environment, "telegram")
        code = await poller.ended(90)
    assert (code, "another process polls with this bot token" in poller.lines[-1]) == (1, True)


@asynccontextmanager
async def polled_elsewhere(stage: Stage) -> AsyncIterator[None]:
    """Another process polls meanwhile."""
    polling = asyncio.create_task(_poll(f"{stage.installation.sandbox_url}/bot{BOT_TOKEN}/getUpdates"))
    try:
        yield
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


async def _poll(url: str) -> None:
    """Poll as a second bot would: again whenever the other one has taken over."""
    async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
        while True:
            await http.post(url, json={"timeout": 50, "offset": 0})
