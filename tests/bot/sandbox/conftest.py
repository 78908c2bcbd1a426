"""A sandbox with a clock that tests move, without a server and on a free port."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
import telegram

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.sandbox_server import served
from bot.sandbox.server.bot_account import BotAccount
from bot.sandbox.server.people import Persona
from bot.sandbox.server.rates import NO_RATES
from bot.sandbox.server.sandbox_world import World, WorldSettings
from bot.sandbox.server.webhook_delivery import DeliveryFailed, Pauses
from tests.bot.chromium import chromium

__all__ = ["chromium"]  # a fixture of another module

TOKEN = "4242:made-up"
QUICK = Pauses(first=0.001, longest=0.004)


@dataclass
class FakeClock:
    """Seconds since 1970 that only tests move."""

    now: float = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class FakePost:
    """Takes updates as a webhook does; answers are statuses, and 0 is a refused connection."""

    answers: list[int] = field(default_factory=list)
    posts: list[tuple[str, bytes, str]] = field(default_factory=list)
    closed: bool = False

    async def post(self, url: str, body: bytes, secret: str) -> int:
        self.posts.append((url, body, secret))
        answer = self.answers.pop(0) if self.answers else 200
        if answer == 0:
            raise DeliveryFailed("Connection refused")
        return answer

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def post() -> FakePost:
    return FakePost()


@pytest.fixture
def world(clock: FakeClock, post: FakePost) -> World:
    """A sandbox without limits on the pace, which only the tests about pace set."""
    return World(WorldSettings(rates=NO_RATES, pauses=QUICK), clock=clock, sender=post)


@pytest.fixture
def account(world: World) -> BotAccount:
    """The bot, after its first call."""
    return world.authorised(TOKEN)


@pytest.fixture
def seat(world: World, account: BotAccount) -> Seat:
    """A customer in the private chat with the bot."""
    customer = world.add_customer(Persona("梅", "李", "limei", "zh-hans"))
    return Seat.of(world, account, customer.id)


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    """The address of the served sandbox."""
    async with served(world) as address:
        yield address


@pytest.fixture
async def sandbox(url: str) -> AsyncIterator[SandboxClient]:
    """The control API."""
    async with SandboxClient.at(url) as client:
        yield client


@pytest.fixture
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Plain HTTP."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture
async def bot(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    """The client that the sandbox must satisfy."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it, the library warns of its next version
    async with telegram.Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as client:
        yield client
