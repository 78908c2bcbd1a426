"""The root of the console."""

from starlette.responses import Response

from bot.console.web.addresses import base_path
from bot.console.web.navigation import first_section
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit


async def show(visit: Visit, form: dict[str, str]) -> Response:
    """Go to the first section of the viewer's role, or to the login, with the query of the address."""
    page = first_section(visit.viewer.role).name if visit.viewer else "login"
    query = visit.request.url.query
    return go_to(f"{base_path(visit.request)}/{page}{'?' if query else ''}{query}")
