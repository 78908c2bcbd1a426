"""A process that talks to Telegram has told it who the bot is before it is done with all the rest."""

import asyncio
from dataclasses import replace

import pytest

from bot.sandbox.sandbox_server import served
from bot.sandbox.server.rates import NO_RATES
from bot.sandbox.server.sandbox_world import World, WorldSettings
from bot.telegram.connection import connected
from bot.wiring.parts import Parts
from bot.wiring.plan import Plan
from bot.wiring.telegram_roles import run_telegram_roles
from nlu.contract.labels import Language
from tests.bot.wiring.conftest import TOKEN


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # which has nothing to do with it
async def test_website_with_a_webhook_registers_the_commands(parts: Parts) -> None:
    async with served(World(WorldSettings(token=TOKEN, rates=NO_RATES))) as url:
        settings = parts.plan.settings.model_copy(update={"telegram_api": url})
        alone = Plan(settings, telegram=False, worker=False, web=True)
        async with asyncio.timeout(60):
            await run_telegram_roles(replace(parts, plan=alone))
        async with connected(TOKEN, url) as bot:
            shown = await bot.get_my_commands(language_code="en")
            described = await bot.get_my_short_description(language_code="en")
    profile = parts.profile[Language.EN]
    assert {command.command: command.description for command in shown} == profile.commands
    assert described.short_description == profile.short_description


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # which has nothing to do with it
async def test_profile_of_other_apps_is_in_the_published_language(parts: Parts) -> None:
    english = parts.in_force.files["business"].text.replace("language: null", "language: en")
    parts.in_force.put(parts.in_force.check({"business": english}))
    async with served(World(WorldSettings(token=TOKEN, rates=NO_RATES))) as url:
        settings = parts.plan.settings.model_copy(update={"telegram_api": url})
        alone = Plan(settings, telegram=False, worker=False, web=True)
        async with asyncio.timeout(60):
            await run_telegram_roles(replace(parts, plan=alone))
        async with connected(TOKEN, url) as bot:
            described = await bot.get_my_short_description()
    assert described.short_description == parts.profile[Language.EN].short_description
