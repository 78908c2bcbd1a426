"""With a webhook in the settings, Telegram is given its address and delivers to the website."""

import asyncio
from dataclasses import replace

import pytest
import uvicorn
from sqlalchemy import select
from starlette.applications import Starlette

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.sandbox_server import served
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.sandbox.server.rates import NO_RATES
from bot.sandbox.server.sandbox_world import World, WorldSettings
from bot.settings import Settings
from bot.telegram.connection import connected
from bot.wiring.application import WebServer
from bot.wiring.delivery import ask_for_delivery, build_webhook, webhook_address
from bot.wiring.parts import Parts
from bot.wiring.plan import Plan
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import InboxItem
from tests.bot.wiring.conftest import TOKEN


@pytest.mark.parametrize(
    ("public", "address"),
    [
        ("https://bot.example", "https://bot.example/telegram/webhook"),
        ("https://bot.example/behind/a/proxy", "https://bot.example/behind/a/proxy"),
    ],
)
def test_our_path_is_added_where_there_is_none(settings: Settings, public: str, address: str) -> None:
    assert webhook_address(settings.model_copy(update={"telegram_webhook": public})) == address


def test_process_that_polls_has_no_route(parts: Parts) -> None:
    polled = Plan(parts.plan.settings.model_copy(update={"telegram_webhook": None}), True, True, True)
    assert (len(build_webhook(parts)), build_webhook(replace(parts, plan=polled))) == (1, [])


async def test_what_a_customer_writes_is_delivered_and_kept(parts: Parts, database: Database) -> None:
    server: uvicorn.Server = WebServer(
        Starlette(routes=build_webhook(parts)), "127.0.0.1", parts.plan.settings.port, lambda _: False
    )
    serving = asyncio.create_task(server.serve())
    world = World(WorldSettings(token=TOKEN, rates=NO_RATES))
    async with served(world) as url, SandboxClient.at(url) as client, connected(TOKEN, url) as bot:
        await client.fault(Fault(FaultKind.SERVER_ERROR, "setwebhook", code=502))
        await ask_for_delivery(parts, bot)
        assert parts.state.is_delivered_to
        update_id = await client.inject("message", {"n": 1})
        async with asyncio.timeout(10):
            await parts.bells.arrived.wait(10)
    server.should_exit = True
    await serving
    async with database.reading() as session:
        kept = await session.execute(select(InboxItem.bot, InboxItem.update_id))
        assert [tuple(row) for row in kept] == [(Address(42), update_id)]
