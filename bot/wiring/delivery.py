"""Updates by webhook: the route that receives them, and the call that tells Telegram its address."""

from functools import partial
from urllib.parse import urlsplit

import structlog
from starlette.routing import Route

from bot.settings import Settings
from bot.telegram.connection import HuifangBot
from bot.telegram.intake import Intake
from bot.telegram.webhook import PATH, webhook_route
from bot.timing.backoff import Backoff
from bot.timing.clock import now
from bot.wiring.parts import Parts
from bot.wiring.telegram_bot import until_answered

log = structlog.get_logger(__name__)

PAUSES = Backoff(0.5, 30.0)


def webhook_address(settings: Settings) -> str:
    """Return the address that Telegram delivers to: that of the settings, with our path if it has none."""
    address = settings.telegram_webhook or ""
    return address if urlsplit(address).path else f"{address}{PATH}"


def build_webhook(parts: Parts) -> list[Route]:
    """Return the route that Telegram delivers to; none if this process receives no deliveries."""
    secret = parts.plan.settings.webhook_secret
    if not parts.plan.delivered_to or secret is None:
        return []
    intake = Intake(parts.database, parts.plan.bot, parts.bells.arrived.ring)
    return [webhook_route(intake, secret.get_secret_value(), now)]


async def ask_for_delivery(parts: Parts, bot: HuifangBot) -> None:
    """Set the webhook; Telegram is asked until it accepts.

    Raises:
        TokenRefused: another token is needed.
    """
    secret = parts.plan.settings.webhook_secret
    assert secret is not None, "the settings require it beside a webhook"  # noqa: S101
    address = webhook_address(parts.plan.settings)
    set_webhook = partial(bot.deliver_to, address, secret.get_secret_value())
    await until_answered(set_webhook, PAUSES, "Telegram does not accept the webhook")
    log.info("updates are delivered by webhook")
    parts.state.is_delivered_to = True
