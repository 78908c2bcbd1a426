"""How updates reach us where a webhook is set: the route that takes them, and telling Telegram about it."""

import asyncio
from urllib.parse import urlsplit

import structlog
from starlette.routing import Route

from bot.settings import Settings
from bot.telegram.connection import HuifangBot
from bot.telegram.intake import Intake
from bot.telegram.send_errors import NotNow
from bot.telegram.webhook import PATH, webhook_route
from bot.wiring.parts import Parts, now

log = structlog.get_logger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


def webhook_address(settings: Settings) -> str:
    """Where Telegram is to deliver: the address of the settings, with our path where it has none."""
    address = settings.telegram_webhook or ""
    return address if urlsplit(address).path else f"{address}{PATH}"


def build_webhook(parts: Parts) -> list[Route]:
    """The route that Telegram delivers to; none where this process takes no deliveries."""
    secret = parts.plan.settings.webhook_secret
    if not parts.plan.delivered_to or secret is None:
        return []
    intake = Intake(parts.database, parts.plan.bot_id, parts.bells.arrived.ring)
    return [webhook_route(intake, secret.get_secret_value(), now)]


async def ask_for_delivery(parts: Parts, bot: HuifangBot) -> None:
    """Tell Telegram where to deliver, until it has heard.

    Raises:
        TokenRefused: another token is needed.
    """
    secret = parts.plan.settings.webhook_secret
    assert secret is not None, "the settings have seen to it"  # noqa: S101
    pause = FIRST_PAUSE
    while True:
        try:
            await bot.deliver_to(webhook_address(parts.plan.settings), secret.get_secret_value())
        except NotNow as exc:
            log.warning("Telegram does not take our webhook", reason=str(exc), again_in=pause)
            await asyncio.sleep(max(pause, exc.seconds))
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            log.info("updates are delivered by webhook")
            parts.presence.is_delivered_to = True
            return
