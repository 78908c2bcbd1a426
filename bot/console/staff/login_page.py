"""The login page."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from actions.staff.failures import TooManyAttempts, WrongCredentials
from actions.staff.login import Attempt
from actions.staff.staff_names import plain_name
from bot.console.web.addresses import is_loopback, network_address, own_target
from bot.console.web.cookies import Cookie, drop_cookie, is_secure, keep_cookie, read_cookie
from bot.console.web.fields import Parameters, read_fields
from bot.console.web.login_log import log_event
from bot.console.web.rendering import go_to, render_page
from bot.console.web.visit import Visit


class LoginForm(Parameters):
    """The fields of the form."""

    name: Annotated[str, Field(max_length=200)] = ""
    password: Annotated[str, Field(max_length=2000)] = ""
    code: Annotated[str, Field(max_length=20)] = ""
    next: str = ""


async def show(visit: Visit, form: dict[str, str]) -> Response:
    """Show the empty form, or go on if the viewer is logged in."""
    target = own_target(visit.request, visit.request.query_params.get("next", ""))
    if visit.viewer is not None:
        return go_to(target)
    return _page(visit, target=target)


async def submit(visit: Visit, form: dict[str, str]) -> Response:
    """Check name and password, open a session, and go on to the requested page."""
    posted = read_fields(LoginForm, form)
    attempt = Attempt(
        name=posted.name,
        password=posted.password,
        address=network_address(visit.request),
        device=read_cookie(visit.request, Cookie.DEVICE),
        former_token=read_cookie(visit.request, Cookie.SESSION),
        code=posted.code,
    )
    target = own_target(visit.request, posted.next)
    try:
        opened = await visit.deps.login.log_in(attempt, visit.now)
    except WrongCredentials as exc:
        log_event("login failed", visit.request, exc.account, is_refusal=True)
        return _page(visit, 401, target=target, name=posted.name, is_wrong=True)
    except TooManyAttempts as exc:
        log_event("login throttled", visit.request, exc.account, is_refusal=True)
        return _throttled(visit, exc.retry_after, target, posted.name)
    log_event("logged in", visit.request, plain_name(posted.name))
    response = go_to(target)
    keep_cookie(visit.request, response, Cookie.SESSION, opened.token)
    keep_cookie(visit.request, response, Cookie.DEVICE, opened.device)
    drop_cookie(visit.request, response, Cookie.FORM)
    return response


def _throttled(visit: Visit, retry_after: timedelta, target: str, name: str) -> Response:
    seconds = max(1, int(retry_after.total_seconds()))
    response = _page(visit, 429, target=target, name=name, minutes=-(-seconds // 60))
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(
    visit: Visit, status: int = 200, *, target: str, name: str = "", is_wrong: bool = False, minutes: int = 0
) -> Response:
    return render_page(
        visit,
        "staff/login.html",
        status,
        target=target,
        name=name,
        is_wrong=is_wrong,
        minutes=minutes,
        has_provider=visit.deps.provider is not None,
        is_in_the_clear=not is_secure(visit.request) and not is_loopback(visit.request),
    )
