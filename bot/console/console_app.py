"""The console as one application, to be mounted below a path."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp

from bot.console.routes import page_routes
from bot.console.web.console_parts import ConsoleDeps, Site
from bot.console.web.guard import Guard
from bot.console.web.headers import SecurityHeaders
from bot.console.web.static_files import FOLDER, KeptFiles


def build_console(deps: ConsoleDeps) -> ASGIApp:
    """Build the application; mount it at /console."""
    guard = Guard(Site.of(deps))

    async def refuse(request: Request, exc: Exception) -> Response:
        return await guard.refuse(request, exc)

    application = Starlette(
        routes=[Mount("/static", KeptFiles(directory=FOLDER), name="static"), *page_routes(guard)],
        exception_handlers={HTTPException: refuse},
    )
    return SecurityHeaders(application)
