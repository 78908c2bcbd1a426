"""What the first steps need of the outside: which bot a token belongs to, and answers to begin with."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from bot.console.web.console_parts import BotNotFound
from bot.telegram.connection import connected
from bot.telegram.send_errors import NotNow, TokenRefused
from bot.wiring.data_files import DATA
from bot.wiring.plan import Plan


def build_bot_name(plan: Plan) -> Callable[[str | None], Awaitable[str]]:
    """Return a function that asks Telegram for the name of a bot, by default of the environment's."""
    settings = plan.given or plan.settings

    async def bot_name(token: str | None) -> str:
        asked = token or (settings.telegram_token.get_secret_value() if settings.telegram_token else "")
        if not asked:
            raise BotNotFound("HUIFANG_TELEGRAM_TOKEN")
        try:
            async with connected(asked, settings.telegram_api, settings.proxy_to_telegram) as bot:
                return (await bot.identify()).username
        except (TokenRefused, NotNow) as exc:
            raise BotNotFound(str(exc).replace(asked, "…")) from exc

    return bot_name


def starter_files() -> Mapping[str, Path]:
    """Return the sets of answers that Huifang brings, by name."""
    return {file.stem: file for file in sorted((DATA / "answers").glob("*.yml"))}
