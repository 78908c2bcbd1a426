"""Whether the process lives (`/healthz`), and whether it can work (`/readyz`)."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

LONGEST_CHECK = 2.0  # seconds


class NotReady(Exception):
    """A dependency does not work; the reason has no secrets and no personal text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Check(Protocol):
    """A check of a dependency: the database, the NLU server, Telegram."""

    @property
    def name(self) -> str:
        """Return its name, such as `database`."""
        ...

    async def require(self) -> None:
        """Check whether it works.

        Raises:
            NotReady: it does not.
        """
        ...


def health_routes(checks: Sequence[Check], longest: float = LONGEST_CHECK) -> list[Route]:
    """Return the routes: `/healthz` answers at once, `/readyz` runs all checks, `longest` seconds each."""

    async def alive(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(request: Request) -> Response:
        found = await asyncio.gather(*(_state(check, longest) for check in checks))
        is_ready = all(state == "ok" for state in found)
        states = {check.name: state for check, state in zip(checks, found, strict=True)}
        return JSONResponse({"ready": is_ready, "checks": states}, 200 if is_ready else 503)

    return [Route("/healthz", alive), Route("/readyz", ready)]


async def _state(check: Check, longest: float) -> str:
    try:
        async with asyncio.timeout(longest):
            await check.require()
    except NotReady as exc:
        return exc.reason
    except TimeoutError:
        return "no answer in time"
    return "ok"
