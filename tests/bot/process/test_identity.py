"""A process that was killed is told from one that runs, and from one elsewhere."""

import socket
import subprocess
import sys

import pytest

from bot.process.identity import is_gone, own_name


def test_we_are_not_gone() -> None:
    assert not is_gone(own_name())


def test_process_that_has_ended_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert is_gone(f"{socket.gethostname()}:{ended.pid}")


@pytest.mark.parametrize("name", ["elsewhere:1", "elsewhere", "", f"{socket.gethostname()}:x", "1"])
def test_nothing_is_said_of_others(name: str) -> None:
    assert not is_gone(name)
