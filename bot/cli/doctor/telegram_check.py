"""Checks of Telegram: token, webhook, the chat of staff, and this machine's clock beside Telegram's."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from telegram.error import TelegramError

from bot.cli.doctor.diagnosis import CheckResult, fine, note, wrong
from bot.settings import Settings
from bot.telegram.connection import HuifangBot, connected
from bot.telegram.http_calls import open_session
from bot.telegram.send_errors import NotNow, TokenRefused
from bot.wiring.delivery import webhook_address

MOST_APART = timedelta(seconds=20)
"""One-time codes change every 30 seconds, and one that is a step away still counts."""
WITHIN = 10.0


async def check_telegram(settings: Settings) -> AsyncIterator[CheckResult]:
    """Yield what is found; nothing is sent to a chat."""
    if settings.telegram_token is None:
        yield note("telegram", "no token: `huifang run` starts the sandbox", "set HUIFANG_TELEGRAM_TOKEN")
        return
    token, api = settings.telegram_token.get_secret_value(), settings.telegram_api
    async with connected(token, api, settings.proxy_to_telegram) as bot:
        try:
            identity = await bot.identify()
        except TokenRefused as exc:
            yield wrong("telegram", str(exc), "correct HUIFANG_TELEGRAM_TOKEN or HUIFANG_TELEGRAM_API")
            return
        except NotNow as exc:
            advice = "open the firewall, or set HUIFANG_TELEGRAM_PROXY"
            yield wrong("telegram", f"{api} does not answer: {exc}", advice)
            return
        yield fine("telegram", f"@{identity.username} at {api}")
        yield await _delivery(bot, settings)
        if settings.staff_chat is not None:
            yield await _staff_chat(bot, settings.staff_chat)


async def check_clock(settings: Settings, now: datetime) -> CheckResult:
    """Return whether this machine's clock is right, by the time that the Bot API server's answers bear."""
    try:
        async with (
            asyncio.timeout(WITHIN),
            open_session(settings.telegram_api, settings.proxy_to_telegram, connections=1) as session,
            session.head(settings.telegram_api, allow_redirects=False) as answer,
        ):
            there = parsedate_to_datetime(answer.headers["date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return note("clock", "could not be compared: the Bot API server tells no time")
    return compare_clocks(now, there)


def compare_clocks(here: datetime, there: datetime) -> CheckResult:
    """Return whether two clocks are near enough to one another."""
    apart = abs(here - there)
    found = f"{apart.total_seconds():.0f} s from that of the Bot API server"
    if apart > MOST_APART:
        return wrong("clock", found, "timedatectl set-ntp true")
    return fine("clock", found)


async def _delivery(bot: HuifangBot, settings: Settings) -> CheckResult:
    try:
        webhook = await bot.get_webhook_info()
    except TelegramError as exc:
        return note("delivery", f"could not be asked for: {type(exc).__name__}")
    wanted = settings.telegram_webhook
    if wanted is None:
        if webhook.url:
            return note("delivery", f"a webhook leads to {webhook.url}; polling deletes it at the start")
        return fine("delivery", "by polling")
    if webhook.url not in ("", webhook_address(settings)):
        advice = "one bot belongs to one installation: stop the other, or use another token"
        return wrong("delivery", f"the webhook leads to {webhook.url}", advice)
    if webhook.last_error_message:
        advice = "look at the proxy and its certificate; Telegram must reach the address from outside"
        return wrong("delivery", f"the webhook fails: {webhook.last_error_message}", advice)
    return fine("delivery", f"by webhook; {webhook.pending_update_count} updates wait")


async def _staff_chat(bot: HuifangBot, chat: int) -> CheckResult:
    try:
        await bot.get_chat(chat)
        member = await bot.get_chat_member(chat, bot.id)
    except TelegramError as exc:
        advice = "add the bot to the chat, or correct HUIFANG_STAFF_CHAT"
        return wrong("staff chat", f"{chat}: {exc.message}", advice)
    if member.status in ("left", "kicked"):
        return wrong("staff chat", f"the bot has left {chat}", "add the bot to the chat again")
    return fine("staff chat", f"the bot is in {chat}")
