"""Turning requests away while as many as can be served are being worked on.

A client that has waited too long goes away and comes again, but what it asked for goes on. Without a limit,
a website that is too slow for a moment works for nobody any more.
"""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST = 100
"""More than the connections that Telegram opens to a webhook by default, and than staff need."""
ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})
TOO_MANY = PlainTextResponse(
    "503 Service Unavailable: too many requests at once. Please try again in a moment.\n"
    "当前请求过多，请稍后重试。\n",
    503,
    headers={"Retry-After": "2", "Cache-Control": "no-store"},
)


class ConcurrencyLimit:
    """An application that works on `most` requests at once; whoever comes then is answered 503.

    A request counts until its answer begins, so that pages which are kept up to date do not. How the process
    is doing can always be asked.
    """

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self._app = app
        self._most = most
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await self._app(scope, receive, send)
        elif self._waiting >= self._most:
            await TOO_MANY(scope, receive, send)
        else:
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def begin(message: Message) -> None:
            nonlocal has_begun
            if not has_begun:
                has_begun = True
                self._waiting -= 1
            await send(message)

        self._waiting += 1
        try:
            await self._app(scope, receive, begin)
        finally:
            self._waiting -= not has_begun
