"""Refusing requests while as many as can be served are being worked on.

A client that has waited too long goes away and comes again, but the work on its request goes on. Without a
limit, a website that is too slow for a moment works for no client.
"""

from collections import Counter, deque
from functools import partial

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.website.client_network import network_of

MOST = 100
"""More than the connections that Telegram opens to a webhook by default, and than staff need."""
MOST_FROM_ONE = 50
READ_AHEAD = 65_536  # bytes of a body that are awaited before a request counts
ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})
TOO_MANY = PlainTextResponse(
    "503 Service Unavailable: too many requests at once. Please try again in a moment.\n"
    "当前请求过多，请稍后重试。\n",
    503,
    headers={"Retry-After": "2", "Cache-Control": "no-store"},
)


class ConcurrencyLimit:
    """An application that works on `most` requests at once, `from_one` of them from one address.

    Further requests are answered 503. A request counts from the end of its body to the beginning of its
    answer, so that neither slow clients nor pages that are kept up to date count. Health is always answered.
    """

    def __init__(self, app: ASGIApp, most: int = MOST, from_one: int = MOST_FROM_ONE) -> None:
        self._app = app
        self._most = most
        self._from_one = from_one
        self._working = Counter[str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or _path(scope) in ALWAYS:
            await self._app(scope, receive, send)
            return
        body = await _body(receive) if _has_body(scope) else deque[Message]()
        if body and body[-1]["type"] == "http.disconnect":
            return
        address = network_of(scope["client"][0] if scope.get("client") else "")
        if self._working.total() >= self._most or self._working[address] >= self._from_one:
            await TOO_MANY(scope, receive, send)
        else:
            await self._serve(address, scope, partial(_replay, body, receive), send)

    async def _serve(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        def begin() -> None:
            nonlocal has_begun
            if not has_begun:
                has_begun = True
                self._working[address] -= 1
                self._working += Counter()  # drops addresses without requests

        async def answer(message: Message) -> None:
            begin()
            await send(message)

        self._working[address] += 1
        try:
            await self._app(scope, receive, answer)
        finally:
            begin()


async def _body(receive: Receive) -> deque[Message]:
    """The messages of a body up to its end, or its first `READ_AHEAD` bytes where it is longer."""
    messages, size = deque[Message](), 0
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if not message.get("more_body") or size >= READ_AHEAD:
            return messages


async def _replay(body: deque[Message], receive: Receive) -> Message:
    return body.popleft() if body else await receive()


def _path(scope: Scope) -> str:
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if root else path


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
