"""An installation to live in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.control.sandbox_client import SandboxClient
from tests.journeys.installation import Installation, installed
from tests.ports import free_ports


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
