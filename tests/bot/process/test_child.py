"""A child is restarted when it ends, sees no secrets, and does not outlive its parent."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.process.child import Child, Command, SupervisionLimits
from bot.timing.backoff import Backoff

QUICK = SupervisionLimits(Backoff(0.01, 0.02), good_run=60, farewell=5)


def python(folder: Path, program: str, **environment: str) -> Command:
    return Command("test", (sys.executable, "-c", program), folder, environment)


async def until(folder: Path, name: str, lines: int = 1) -> list[str]:
    file = folder / name
    async with asyncio.timeout(20):
        while not file.exists() or len(found := file.read_text().splitlines()) < lines:
            await asyncio.sleep(0.01)
    return found


async def cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_child_is_restarted_when_it_ends(tmp_path: Path) -> None:
    child = Child(python(tmp_path, "print('run', file=open('runs', 'a'))"), QUICK)
    task = asyncio.create_task(child.supervise())
    assert await until(tmp_path, "runs", 3) == ["run", "run", "run"]
    await cancelled(task)


async def test_child_sees_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIFANG_TELEGRAM_TOKEN", "1:made-up")
    program = "import os; print(sorted(n for n in os.environ if 'HUIFANG' in n), file=open('seen', 'w'))"
    task = asyncio.create_task(Child(python(tmp_path, program, HUIFANG_X="1"), QUICK).supervise())
    assert await until(tmp_path, "seen") == ["['HUIFANG_X']"]
    await cancelled(task)


async def test_child_ends_with_its_supervisor(tmp_path: Path) -> None:
    child = Child(python(tmp_path, "print('up', file=open('up', 'w')); import time; time.sleep(60)"), QUICK)
    task = asyncio.create_task(child.supervise())
    await until(tmp_path, "up")
    pid = child.pid
    assert pid is not None
    await cancelled(task)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_child_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    program = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('up', file=open('up', 'w')); time.sleep(60)"
    )
    child = Child(python(tmp_path, program), SupervisionLimits(farewell=0.1))
    task = asyncio.create_task(child.supervise())
    await until(tmp_path, "up")
    await cancelled(task)
    assert child.pid is None


async def test_child_reads_the_end_of_its_input_when_the_parent_is_killed(tmp_path: Path) -> None:
    grandchild = (
        "import sys; print('up', file=open('up', 'w')); sys.stdin.read(); print('bye', file=open('bye', 'w'))"
    )
    parent = (
        "import asyncio, sys; from pathlib import Path; from bot.process.child import Child, Command; "
        f"command = Command('t', (sys.executable, '-c', {grandchild!r}), Path({str(tmp_path)!r}), {{}}); "
        "asyncio.run(Child(command).supervise())"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", parent)
    await until(tmp_path, "up")
    process.send_signal(signal.SIGKILL)
    await process.wait()
    assert await until(tmp_path, "bye") == ["bye"]


async def test_child_that_cannot_start_is_tried_again(tmp_path: Path) -> None:
    child = Child(Command("test", (str(tmp_path / "nothing"),), tmp_path, {}), QUICK)
    task = asyncio.create_task(child.supervise())
    async with asyncio.timeout(5):
        while child.restarts < 2:
            await asyncio.sleep(0.01)
    await cancelled(task)
    assert child.pid is None
