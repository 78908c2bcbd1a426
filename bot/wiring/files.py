"""How the console gets what customers have attached."""

from bot.console.deps import Fetch, NoSuchFile
from bot.telegram.connection import connected
from bot.telegram.files import GoneFile, download
from bot.wiring.plan import Plan


def build_fetch(plan: Plan) -> Fetch | None:
    """What fetches a file by its id from Telegram; nothing where there is no token."""
    if plan.settings.telegram_token is None:
        return None
    token = plan.settings.telegram_token.get_secret_value()

    async def fetch(file_id: str) -> bytes:
        async with connected(token, plan.settings.telegram_api) as bot:
            try:
                return await download(bot, file_id)
            except GoneFile as exc:
                raise NoSuchFile(file_id) from exc

    return fetch
