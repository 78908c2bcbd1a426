"""Fault 66: a training that the system ends says what it needs, and none goes on without its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from actions.quality.lesson_requests import LearningFailed
from bot.wiring.training_process import RasaTrainer
from tests.faults.commands import ROOT, command

KILLED = "the system ended the training, most likely for lack of memory: training needs up to 1300 MB"
RASA = ROOT / ".venv-nlu" / "bin" / "python"


def python_that_is_killed(folder: Path) -> Path:
    """A Python of which the system ends every process."""
    file = folder / "python"
    file.write_text("#!/bin/sh\ncat >/dev/null </dev/null\nkill -9 $$\n", encoding="ascii")
    file.chmod(0o700)
    return file


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs; one that has ended may wait to be collected."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_66_killed_training_says_what_it_needs(tmp_path: Path) -> None:
    environment = {"HUIFANG_NLU_PYTHON": str(python_that_is_killed(tmp_path))}
    done = command(tmp_path, environment, "nlu", "train", "--out", str(tmp_path / "models"))
    assert (done.returncode, done.stderr.startswith(f"huifang: {KILLED}")) == (1, True)
    assert "MB are available; train on a larger machine and bring models/ here" in done.stderr


async def test_66_killed_lesson_says_what_it_needs(tmp_path: Path) -> None:
    trainer = RasaTrainer(tmp_path / "models", python=python_that_is_killed(tmp_path))
    with pytest.raises(LearningFailed, match=KILLED):
        await trainer.learn([])


@pytest.mark.rasa
@pytest.mark.parametrize("module", ["nlu.train", "nlu.learn"])
def test_66_training_ends_with_its_parent(tmp_path: Path, module: str) -> None:
    starts = (
        "import os, subprocess, sys, time\n"
        "known = {**os.environ, 'STARTED_BY_PID': str(os.getpid())}\n"
        "pipes = dict.fromkeys(('stdout', 'stderr'), subprocess.DEVNULL)\n"
        "child = subprocess.Popen(sys.argv[1:], env=known, stdin=subprocess.PIPE, **pipes)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    arguments = [sys.executable, "-c", starts, str(RASA), "-W", "ignore", "-m", module]
    with subprocess.Popen(
        [*arguments, "--out", str(tmp_path / "models")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        assert is_alive(child)
        os.kill(parent.pid, signal.SIGKILL)
    until = time.monotonic() + 30
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.2)
    assert not is_alive(child)
