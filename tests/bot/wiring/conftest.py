"""The wiring's tests borrow the small model from the understanding's, and share the parts of a process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.wiring.data_files import read_data_files
from bot.wiring.parts import Parts
from bot.wiring.plan import Plan
from nlu.client import NluClient
from store.engine.database import Database
from tests.nlu.conftest import training

__all__ = ["training"]

TOKEN = "42:made-up"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_port: int) -> Settings:
    """Those of a bot that Telegram delivers to."""
    monkeypatch.chdir(tmp_path)
    return Settings(
        telegram_token=SecretStr(TOKEN),
        telegram_webhook=f"http://127.0.0.1:{unused_port}",
        webhook_secret=SecretStr("made-up"),
        port=unused_port,
    )


@pytest.fixture
async def parts(database: Database, settings: Settings) -> AsyncIterator[Parts]:
    """What one process of this bot shares, with a website and without a worker."""
    documents = read_data_files(settings)
    plan = Plan(settings, telegram=True, worker=False, web=True)
    async with NluClient(plan.nlu_url) as classifier:
        yield Parts.made_of(plan, documents, database, classifier)
