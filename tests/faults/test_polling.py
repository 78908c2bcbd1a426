"""Faults 14 and 15: somebody else polls, and a poller that has died."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.faults.stage import Stage, staged
from tests.journeys.installation import BOT_TOKEN

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
    await stage.application.said("polling is silent and begun anew")
    answered = await stage.say(customer, "/status")
    assert (answered.text != "", stage.application.process.returncode) == (True, None)


async def test_14_of_two_pollers_one_stops_and_staff_are_told(stage: Stage) -> None:
    polling = asyncio.create_task(_poll(f"{stage.installation.sandbox_url}/bot{BOT_TOKEN}/getUpdates"))
    try:
        code = await stage.application.ended(60)
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
    bot = BOT_TOKEN.partition(":")[0]
    assert (code, await stage.alarms("telegram.conflict")) == (1, [f"bot:{bot}"])
    assert "another process polls with this bot token" in stage.application.lines[-1]


async def _poll(url: str) -> None:
    """Poll as a second bot would: again whenever the other one has taken over."""
    async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
        while True:
            await http.post(url, json={"timeout": 50, "offset": 0})
