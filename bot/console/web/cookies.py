"""The cookies: names and attributes. Only the cookie of the time zone is set and read by a script."""

from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from actions.staff.sessions import REMEMBERED

YEAR = 365 * 24 * 3600  # seconds


class Cookie(StrEnum):
    """The cookies of the console."""

    SESSION = "huifang"
    DEVICE = "huifang-device"
    FORM = "huifang-form"
    LANGUAGE = "huifang-language"
    ZONE = "huifang-zone"
    SIGN_IN = "huifang-sign-in"


# Seconds; the other cookies end with the session of the browser.
LIFETIMES = {Cookie.DEVICE: int(REMEMBERED.total_seconds()), Cookie.LANGUAGE: YEAR}


def is_secure(request: Request) -> bool:
    """Return whether the browser uses HTTPS, with Huifang or with a trusted proxy."""
    return request.url.scheme == "https"


def read_cookie(request: Request, cookie: Cookie) -> str | None:
    """Return the value that the browser sent; None if it is implausibly long."""
    value = request.cookies.get(_name(request, cookie))
    return value if value and len(value) <= 128 else None


def keep_cookie(request: Request, response: Response, cookie: Cookie, value: str) -> None:
    """Set a cookie."""
    response.set_cookie(
        _name(request, cookie),
        value,
        max_age=LIFETIMES.get(cookie),
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request, response: Response, cookie: Cookie) -> None:
    """Delete a cookie."""
    response.delete_cookie(
        _name(request, cookie), path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )


def _name(request: Request, cookie: Cookie) -> str:
    # Browsers accept a __Host- cookie only over HTTPS and from this host, so that no other host can set it.
    return f"__Host-{cookie}" if is_secure(request) else str(cookie)
