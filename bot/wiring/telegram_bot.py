"""The bot: connected when Telegram answers, and registered with a profile in both languages."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

import structlog

from bot.telegram.bot_profile import Profile, register
from bot.telegram.connection import BotIdentity, HuifangBot, connected
from bot.telegram.send_errors import NotNow
from bot.timing.backoff import Backoff
from bot.wiring.plan import Plan
from nlu.contract.labels import Language

log = structlog.get_logger(__name__)

PAUSES = Backoff(0.2, 2.0)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class IdentifiedBot:
    """A connected bot, and who Telegram says that it is."""

    bot: HuifangBot
    identity: BotIdentity


@asynccontextmanager
async def known_bot(plan: Plan) -> AsyncIterator[IdentifiedBot]:
    """Connect the bot of the token; Telegram is asked until it answers.

    Raises:
        TokenRefused: another token is needed.
        CannotStart: there is no token.
    """
    async with connected(plan.token, plan.settings.telegram_api, plan.settings.proxy_to_telegram) as bot:
        yield IdentifiedBot(bot, await until_answered(bot.identify, PAUSES, "Telegram does not answer"))


async def present(bot: HuifangBot, profile: Profile, default: Language) -> None:
    """Register commands and descriptions; a bot without them works all the same."""
    try:
        await register(bot, profile, default)
    except NotNow as exc:
        log.warning("the bot's profile was not registered", reason=str(exc))


async def until_answered(ask: Callable[[], Awaitable[Result]], pauses: Backoff, failure: str) -> Result:
    """Ask Telegram until it answers, and return the answer; `failure` is what the log says meanwhile.

    Raises:
        TokenRefused: another token is needed.
    """
    for failures in count(1):
        try:
            return await ask()
        except NotNow as exc:
            pause = max(pauses.after(failures), exc.seconds)
            log.warning(failure, reason=str(exc), again_in=pause)
            await asyncio.sleep(pause)
    raise AssertionError("counting never ends")
