"""The cookies: names and attributes. Only the time zone is set, and can be read, by a script."""

from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from actions.staff.sessions import REMEMBERED

YEAR = 365 * 24 * 3600  # seconds


class Cookie(StrEnum):
    """What the console keeps in a browser."""

    SESSION = "huifang"
    DEVICE = "huifang-device"
    FORM = "huifang-form"
    LANGUAGE = "huifang-language"
    ZONE = "huifang-zone"


# Seconds; what is missing ends with the browser's own session.
LIFETIMES = {Cookie.DEVICE: int(REMEMBERED.total_seconds()), Cookie.LANGUAGE: YEAR}


def is_secure(request: Request) -> bool:
    """Whether the browser speaks HTTPS with us (or with the proxy that we trust)."""
    return request.url.scheme == "https"


def read_cookie(request: Request, cookie: Cookie) -> str | None:
    """The value that the browser sent; nothing where it is implausibly long."""
    value = request.cookies.get(_name(request, cookie))
    return value if value and len(value) <= 128 else None


def keep_cookie(request: Request, response: Response, cookie: Cookie, value: str) -> None:
    """Ask the browser to keep a value."""
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
    """Ask the browser to forget a value."""
    response.delete_cookie(
        _name(request, cookie), path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )


def _name(request: Request, cookie: Cookie) -> str:
    # Browsers take a __Host- cookie only over HTTPS and from this very host, so that no other can plant one.
    return f"__Host-{cookie}" if is_secure(request) else str(cookie)
