"""The sandbox as one web application."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.bot_api import BotApiRoutes
from bot.sandbox.control.control_api import control_api
from bot.sandbox.control.control_edge import ControlEdge
from bot.sandbox.page.chat_page import ChatPage
from bot.sandbox.server.bot_api_errors import NoSuchResource
from bot.sandbox.server.sandbox_world import World
from bot.sandbox.server.webhook_delivery import LOOPBACK


def sandbox_app(world: World, hosts: frozenset[str] | None = LOOPBACK) -> Starlette:
    """Build the application. With `hosts` None, page and control answer under any host name."""
    edge = ControlEdge(world, hosts)
    # The bot's routes come first, since they must be quick.
    routes = [*BotApiRoutes(world, edge).routes(), *ChatPage(edge).routes(), control_api(edge)]
    return Starlette(routes=routes, exception_handlers={404: _not_found})


async def _not_found(_request: Request, _exc: Exception) -> Response:
    return JSONResponse(NoSuchResource().as_json(), 404)
