"""An installation to live in."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.client import SandboxClient
from tests.journeys.installation import Installation, installed


@pytest.fixture
async def installation(tmp_path: Path, nlu_url: str) -> AsyncIterator[Installation]:
    """An installation that is not started yet, with surveys that are due at once."""
    async with installed(tmp_path, free_ports(), HUIFANG_NLU_URL=nlu_url) as made:
        yield made


@pytest.fixture
async def telegram(installation: Installation) -> AsyncIterator[SandboxClient]:
    """The sandbox of the installation, to act as customers."""
    async with SandboxClient.at(installation.sandbox_url) as client:
        yield client


def free_ports() -> tuple[int, int]:
    """Two ports on which nobody listens at the moment."""
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]
