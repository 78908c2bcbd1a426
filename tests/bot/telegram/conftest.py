"""Updates as Telegram sends them, and a stand-in for its server."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.sandbox_server import served
from bot.sandbox.server.rates import NO_RATES
from bot.sandbox.server.sandbox_world import World, WorldSettings
from bot.telegram.connection import HuifangBot, connected

TOKEN = "42:made-up"
DATE = 1_795_406_400

ANN: dict[str, Any] = {"id": 2**40 + 1, "is_bot": False, "first_name": "Ann", "language_code": "en"}
CHAT: dict[str, Any] = {"id": 2**40 + 1, "type": "private", "first_name": "Ann"}
GROUP: dict[str, Any] = {"id": -(10**12), "type": "supergroup", "title": "Team"}


def message(chat: dict[str, Any] = CHAT, **content: Any) -> dict[str, Any]:
    """A `Message` object with this content."""
    return {"message_id": 7, "date": DATE, "from": ANN, "chat": chat, **content}


def tap(**content: Any) -> dict[str, Any]:
    """A `CallbackQuery` object."""
    return {"id": "tap-1", "from": ANN, "chat_instance": "1", **content}


@dataclass(frozen=True, slots=True)
class Stand:
    """The sandbox that runs in this test: its state, its address, and a customer's hand on it."""

    world: World
    url: str
    client: SandboxClient


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    """A sandbox on a free port."""
    world = World(WorldSettings(token=TOKEN, rates=NO_RATES))
    async with served(world) as url, SandboxClient.at(url) as client:
        yield Stand(world, url, client)


@pytest.fixture
async def bot(stand: Stand) -> AsyncIterator[HuifangBot]:
    """Our bot, connected to the sandbox."""
    async with connected(TOKEN, stand.url) as bot:
        yield bot


@pytest.fixture(autouse=True)
def seconds_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `connected` sets, for tests that make the library's errors without a connection."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
