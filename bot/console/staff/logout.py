"""Logging out."""

from starlette.responses import Response

from actions.staff.sessions import end_session
from bot.console.web.addresses import base_path
from bot.console.web.cookies import Cookie, drop_cookie, read_cookie
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit


async def submit(visit: Visit, form: dict[str, str]) -> Response:
    """End the session, here and in the database."""
    token = read_cookie(visit.request, Cookie.SESSION)
    if token is not None:
        async with visit.deps.database.transaction() as session:
            await end_session(session, token, visit.now)
    response = go_to(f"{base_path(visit.request)}/login")
    drop_cookie(visit.request, response, Cookie.SESSION)
    return response
