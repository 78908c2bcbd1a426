"""Cut connections, which no web framework offers: a client must meet a broken network in tests."""

import asyncio
import socket
import struct
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.auto import AutoHTTPProtocol

TRANSPORT = "sandbox.transport"
RESET = struct.pack("ii", 1, 0)


class SeverableProtocol(AutoHTTPProtocol):  # type: ignore[valid-type,misc] # uvicorn's choice: httptools or h11
    """Uvicorn's HTTP/1.1, which passes the transport to the application in the scope."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Wrap the application for this connection."""
        super().connection_made(transport)
        self.app: Any = _with_transport(self.app, transport)


def _with_transport(app: Any, transport: asyncio.Transport) -> ASGIApp:
    async def connected(scope: Scope, receive: Receive, send: Send) -> None:
        scope[TRANSPORT] = transport
        await app(scope, receive, send)

    return connected


def cut(request: Request) -> None:
    """Reset the connection that a request came on, at once."""
    transport: asyncio.Transport | None = request.scope.get(TRANSPORT)
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    transport.abort()


async def silence(request: Request, seconds: float) -> None:
    """Wait without an answer until the client goes away or the time is up."""
    try:
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return
