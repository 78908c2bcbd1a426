"""A child that has gone silent is started again; one that is still loading is left alone for longer."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.process.child import Child, Command, SupervisionLimits
from bot.process.liveness import LivenessWatch
from bot.timing.backoff import Backoff
from tests.fakes.child import ScriptedChild


def vigil(child: ScriptedChild) -> LivenessWatch:
    return LivenessWatch(child, child.answers, silent=3, starting=10)


async def look(watching: LivenessWatch, times: int) -> None:
    for _ in range(times):
        await watching.look()


async def test_child_that_has_answered_is_ended_when_it_is_silent() -> None:
    child = ScriptedChild()
    watching = vigil(child)
    await look(watching, 1)
    child.is_there = False
    await look(watching, 2)
    assert child.ended == 0
    await look(watching, 1)
    assert child.ended == 1


async def test_one_answer_makes_good_for_all_silence_before() -> None:
    child = ScriptedChild()
    watching = vigil(child)
    for _ in range(5):
        child.is_there = True
        await look(watching, 1)
        child.is_there = False
        await look(watching, 2)
    assert child.ended == 0


async def test_child_that_is_still_loading_is_left_alone_for_longer() -> None:
    child = ScriptedChild(is_there=False)
    watching = vigil(child)
    await look(watching, 9)
    assert child.ended == 0
    await look(watching, 1)
    assert child.ended == 1


async def test_next_run_may_load_again() -> None:
    child = ScriptedChild()
    watching = vigil(child)
    await look(watching, 1)
    child.is_there = False
    await look(watching, 3 + 9)
    assert child.ended == 1


async def test_child_that_does_not_run_is_left_to_its_supervisor() -> None:
    child = ScriptedChild(pid=None, is_there=False)
    await look(vigil(child), 20)
    assert child.ended == 0


async def test_process_that_hangs_is_replaced(tmp_path: Path) -> None:
    command = Command("test", (sys.executable, "-c", "import time; time.sleep(600)"), tmp_path, {})
    child = Child(command, SupervisionLimits(Backoff(0.01, 0.02), farewell=0.1))
    supervising = asyncio.create_task(child.supervise())
    hanging = await running(child)
    watching = LivenessWatch(child, ScriptedChild(is_there=False).answers, starting=1)
    os.kill(hanging, signal.SIGSTOP)
    await watching.look()
    assert await running(child, other_than=hanging)
    supervising.cancel()
    await asyncio.gather(supervising, return_exceptions=True)


async def running(child: Child, other_than: int | None = None) -> int:
    async with asyncio.timeout(60):
        while (pid := child.pid) is None or pid == other_than:
            await asyncio.sleep(0.01)
    return pid
