"""A role that is told to stop while it is being loaded ends well; no other command pretends that it did."""

import signal
import subprocess
import sys

import pytest

# The signal comes at the first import that is made on demand.
TOLD = """
import importlib, os, signal, sys
load = importlib.import_module
def told(*names, **place):
    os.kill(os.getpid(), signal.SIGTERM)
    return load(*names, **place)
importlib.import_module = told
sys.argv = ["huifang", *sys.argv[1:]]
from bot.cli import main
main()
"""


@pytest.mark.parametrize(
    ("command", "code"),
    [(role, 0) for role in ("run", "telegram", "web", "worker")] + [("db", -signal.SIGTERM)],
)
def test_role_that_is_told_to_stop_while_it_is_loaded_ends_with_zero(command: str, code: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", TOLD, command], capture_output=True, check=False, timeout=60
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, b"", b"")
