"""Signing in by the OpenID provider of the business."""

import hashlib
import secrets
from hmac import compare_digest

import structlog
from starlette.exceptions import HTTPException
from starlette.responses import Response

from actions.staff.failures import WrongCredentials
from actions.staff.login import Voucher
from actions.staff.staff_names import plain_name
from bot.console.web.addresses import base_path, network_address, own_target
from bot.console.web.console_parts import ProviderRefused, ProviderUnreachable, SignInProvider
from bot.console.web.cookies import Cookie, drop_cookie, keep_cookie, read_cookie
from bot.console.web.login_log import log_event
from bot.console.web.rendering import go_to, render_page
from bot.console.web.visit import Visit

log = structlog.get_logger(__name__)

BACK = "/login/provider/back"


async def begin(visit: Visit, form: dict[str, str]) -> Response:
    """Lead to the provider; the browser keeps a secret that its answer must fit.

    Raises:
        HTTPException: there is no provider.
    """
    target = own_target(visit.request, visit.request.query_params.get("next", ""))
    secret = secrets.token_urlsafe(48)
    try:
        address = await _provider(visit).address(_back(visit), f"{_mark(secret)} {target}", secret)
    except ProviderUnreachable as exc:
        return _failed(visit, "unreachable", exc)
    response = go_to(address)
    keep_cookie(visit.request, response, Cookie.SIGN_IN, secret)
    return response


async def finish(visit: Visit, form: dict[str, str]) -> Response:
    """Open a session for the person for whom the provider vouches, if they have an account of that name.

    Raises:
        HTTPException: there is no provider.
    """
    said = visit.request.query_params
    secret = read_cookie(visit.request, Cookie.SIGN_IN) or ""
    mark, _, target = said.get("state", "").partition(" ")
    if not secret or not compare_digest(mark.encode(), _mark(secret).encode()):
        return _failed(visit, "refused", "the answer is not for this browser")
    try:
        name = await _provider(visit).name(_back(visit), said.get("code", ""), secret)
        former = read_cookie(visit.request, Cookie.SESSION)
        voucher = Voucher(name, network_address(visit.request), former)
        opened = await visit.deps.login.admit(voucher, visit.now)
    except ProviderUnreachable as exc:
        return _failed(visit, "unreachable", exc)
    except ProviderRefused as exc:
        return _failed(visit, "refused", exc)
    except WrongCredentials as exc:
        log_event("login failed", visit.request, exc.account, is_refusal=True)
        return _failed(visit, "unknown", "no account of this name")
    log_event("logged in", visit.request, plain_name(name))
    response = go_to(own_target(visit.request, target))
    keep_cookie(visit.request, response, Cookie.SESSION, opened.token)
    keep_cookie(visit.request, response, Cookie.DEVICE, opened.device)
    for spent in (Cookie.FORM, Cookie.SIGN_IN):
        drop_cookie(visit.request, response, spent)
    return response


def _provider(visit: Visit) -> SignInProvider:
    if visit.deps.provider is None:
        raise HTTPException(404)
    return visit.deps.provider


def _back(visit: Visit) -> str:
    """Return where the provider sends the browser back to, as it must be registered there."""
    url = visit.request.url
    return f"{url.scheme}://{url.netloc}{base_path(visit.request)}{BACK}"


def _mark(secret: str) -> str:
    return hashlib.sha256(f"state {secret}".encode()).hexdigest()


def _failed(visit: Visit, reason: str, cause: object) -> Response:
    log.warning("sign-in by the provider failed", reason=str(cause))
    response = render_page(visit, "staff/provider_failed.html", 401, reason=reason)
    drop_cookie(visit.request, response, Cookie.SIGN_IN)
    return response
