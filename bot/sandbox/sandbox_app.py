"""The sandbox as one web application."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.bot_api import BotApi
from bot.sandbox.control.control_api import control_api
from bot.sandbox.control.control_edge import LOOPBACK, Edge
from bot.sandbox.page.chat_page import ChatPage
from bot.sandbox.server.bot_api_errors import NotFound
from bot.sandbox.server.world import World


def sandbox_app(world: World, hosts: frozenset[str] | None = LOOPBACK) -> Starlette:
    """Build the application. `hosts` None: pages and control answer under any host name."""
    edge = Edge(hosts)
    # The bot's routes come first: they are the ones that must be quick.
    routes = [*BotApi(world).routes(), *ChatPage(edge).routes(), control_api(world, edge)]
    return Starlette(routes=routes, exception_handlers={404: _not_found})


async def _not_found(_request: Request, _exc: Exception) -> Response:
    return JSONResponse(NotFound().as_json(), 404)
