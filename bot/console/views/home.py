"""The bare address of the console."""

from starlette.responses import Response

from bot.console.addresses import base_path
from bot.console.pages import go_to
from bot.console.visit import Visit


async def show(visit: Visit, form: dict[str, str]) -> Response:
    """Lead on to the conversations, or to the login."""
    return go_to(f"{base_path(visit.request)}/{'conversations' if visit.viewer else 'login'}")
