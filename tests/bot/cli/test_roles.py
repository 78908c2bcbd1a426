"""Roles that cannot start say why, before anything is opened; each is run as a process."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def refusal(role: str, folder: Path, **settings: str) -> str:
    """Return the one line with which a role ends that is started in an empty folder, which stays empty."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("HUIFANG_")}
    variables = {f"HUIFANG_{name.upper()}": value for name, value in settings.items()}
    ended = subprocess.run(
        [sys.executable, "-m", "bot.cli", role],
        cwd=folder,
        env={**plain, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert (ended.returncode, ended.stdout, [*folder.iterdir()]) == (1, "", [])
    (line,) = ended.stderr.splitlines()
    return line


def test_intake_has_nothing_to_do_beside_a_webhook(tmp_path: Path) -> None:
    hooked = {"telegram_webhook": "https://bot.example", "webhook_secret": "made-up"}
    assert refusal("telegram", tmp_path, telegram_token="42:made-up", **hooked) == (
        "huifang: HUIFANG_TELEGRAM_WEBHOOK is set: updates come to `huifang web`, so leave this out"
    )


@pytest.mark.parametrize("role", ["run", "web"])
def test_port_that_is_in_use_is_named(role: str, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = refusal(role, tmp_path, port=str(port))
    assert line.startswith(f"huifang: port {port} on 127.0.0.1 is in use; stop what listens there")


def test_wrong_setting_is_named(tmp_path: Path) -> None:
    assert "HUIFANG_TIMEZONE" in refusal("worker", tmp_path, timezone="Mars")
