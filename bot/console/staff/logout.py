"""Logging out."""

from starlette.responses import Response

from bot.console.web.addresses import base_path, network_address
from bot.console.web.cookies import Cookie, drop_cookie, read_cookie
from bot.console.web.login_log import log_event
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit


async def submit(visit: Visit, form: dict[str, str]) -> Response:
    """End the session, here and in the database."""
    token = read_cookie(visit.request, Cookie.SESSION)
    if token is not None:
        await visit.deps.login.log_out(token, network_address(visit.request), visit.now)
        log_event("logged out", visit.request, visit.viewer.name if visit.viewer else None)
    response = go_to(f"{base_path(visit.request)}/login")
    drop_cookie(visit.request, response, Cookie.SESSION)
    return response
