"""Updates that arrive by webhook, from the control API to a real web server."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import telegram
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.sandbox_server import address, bound_socket, served
from bot.sandbox.server.rates import NO_RATES
from bot.sandbox.server.sandbox_world import World, WorldSettings
from tests.bot.sandbox.conftest import QUICK, TOKEN
from tests.bot.sandbox.web_server import quiet_server


@dataclass
class Hook:
    """A webhook that refuses the first `refuse` updates."""

    url: str = ""
    refuse: int = 0
    got: list[tuple[Any, str | None]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: Request) -> Response:
        if self.refuse:
            self.refuse -= 1
            return Response(status_code=503)
        self.got.append((await request.json(), request.headers.get("x-telegram-bot-api-secret-token")))
        self.arrived.set()
        return Response()


@pytest.fixture
def world() -> World:
    return World(WorldSettings(rates=NO_RATES, pauses=QUICK))


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with served(world) as address:
        yield address


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    bound = bound_socket("127.0.0.1", 0)
    hook.url = f"{address(bound)}/hook"
    app = Starlette(routes=[Route("/hook", hook.receive, methods=["POST"])])
    async with quiet_server(app, bound):
        yield hook


@pytest.mark.parametrize("refuse", [0, 3])
async def test_updates_arrive_with_the_secret_after_refusals(
    sandbox: SandboxClient, bot: telegram.Bot, hook: Hook, refuse: int
) -> None:
    hook.refuse = refuse
    await bot.set_webhook(hook.url, secret_token="s3cret")
    customer = await sandbox.customer()
    sent = await sandbox.send_text(customer, "hello")
    await asyncio.wait_for(hook.arrived.wait(), 10)
    [(update, secret)] = hook.got
    assert (update["update_id"], update["message"]["text"], secret) == (sent.update_id, "hello", "s3cret")


async def test_updates_that_a_webhook_refused_can_be_polled(
    sandbox: SandboxClient, bot: telegram.Bot, hook: Hook
) -> None:
    hook.refuse = 1_000_000
    await bot.set_webhook(hook.url)
    customer = await sandbox.customer()
    await sandbox.send_text(customer, "hello")
    await bot.delete_webhook()
    [update] = await bot.get_updates(timeout=10)
    assert (update.message and update.message.text, TOKEN.startswith("4242")) == ("hello", True)
