"""The port `WatchedChild`: a process and the scripted child have another number after their end."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.process.child import Child, Command, SupervisionLimits
from bot.process.liveness import WatchedChild
from bot.timing.backoff import Backoff
from tests.fakes.child import ScriptedChild

QUICK = SupervisionLimits(Backoff(0.01, 0.02), good_run=60, farewell=5)
SLEEP = "import time; time.sleep(60)"


@pytest.fixture(params=["process", "scripted"])
async def child(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[WatchedChild]:
    if request.param == "scripted":
        yield ScriptedChild()
        return
    child = Child(Command("test", (sys.executable, "-c", SLEEP), tmp_path, {}), QUICK)
    supervising = asyncio.create_task(child.supervise())
    yield child
    supervising.cancel()
    with suppress(asyncio.CancelledError):
        await supervising


async def runs(child: WatchedChild, other_than: int | None = None) -> int:
    """Return the number of the child as soon as it runs with another one."""
    async with asyncio.timeout(20):
        while (pid := child.pid) is None or pid == other_than:
            await asyncio.sleep(0.01)
    return pid


async def test_child_that_is_ended_runs_again_with_another_number(child: WatchedChild) -> None:
    first = await runs(child)
    assert child.pid == first
    await child.end()
    second = await runs(child, other_than=first)
    assert second != first
