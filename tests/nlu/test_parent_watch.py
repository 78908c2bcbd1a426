"""A process ends with the one that started it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHILD = (
    "from nlu.parent_watch import end_with_parent\nimport time\n"
    "end_with_parent()\nprint('ready', flush=True)\n"
)
PARENT = (
    "import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', sys.argv[1]])\ntime.sleep(60)\n"
)


def output_after_the_parent_is_killed(ending: str) -> str:
    """What the child writes until it ends; the pipe is closed when nothing has it open any more."""
    arguments = [sys.executable, "-c", PARENT, CHILD + ending]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        os.kill(parent.pid, signal.SIGKILL)
        return parent.stdout.read()


def test_child_is_interrupted_and_can_tidy_up() -> None:
    ending = "try:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('tidied up', flush=True)\n"
    assert output_after_the_parent_is_killed(ending) == "tidied up\n"


def test_child_that_goes_on_is_ended() -> None:
    ending = "while True:\n    try:\n        time.sleep(60)\n    except KeyboardInterrupt:\n        pass\n"
    assert output_after_the_parent_is_killed(ending) == ""
