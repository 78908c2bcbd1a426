"""The bot: connected as soon as Telegram answers, and presented in both languages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from bot.telegram.bot_profile import Profile, register
from bot.telegram.connection import BotIdentity, HuifangBot, connected
from bot.telegram.send_errors import NotNow
from bot.wiring.plan import Plan

log = structlog.get_logger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0


@dataclass(frozen=True, slots=True)
class IdentifiedBot:
    """A bot that Telegram has answered for."""

    bot: HuifangBot
    identity: BotIdentity


@asynccontextmanager
async def known_bot(plan: Plan) -> AsyncIterator[IdentifiedBot]:
    """The bot of the token, once Telegram answers; until then it is asked again and again.

    Raises:
        TokenRefused: another token is needed.
        CannotStart: there is no token.
    """
    async with connected(plan.token, plan.settings.telegram_api) as bot:
        yield IdentifiedBot(bot, await _identified(bot))


async def present(bot: HuifangBot, profile: Profile, plan: Plan) -> None:
    """Register commands and descriptions; a bot without them works all the same."""
    try:
        await register(bot, profile, plan.settings.language)
    except NotNow as exc:
        log.warning("the bot's profile was not registered", reason=str(exc))


async def _identified(bot: HuifangBot) -> BotIdentity:
    pause = FIRST_PAUSE
    while True:
        try:
            return await bot.identify()
        except NotNow as exc:
            log.warning("Telegram does not answer", reason=str(exc), again_in=pause)
            await asyncio.sleep(max(pause, exc.seconds))
            pause = min(pause * 2, LONGEST_PAUSE)
