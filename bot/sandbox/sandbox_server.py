"""The sandbox as a server, on a socket that is bound before everything else.

CannotServe
├── PortTaken       stop the program that listens there, or choose another port
└── AddressRefused  choose another address
"""

import asyncio
import contextlib
import errno
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from bot.sandbox.connection_cut import SeverableProtocol
from bot.sandbox.sandbox_app import sandbox_app
from bot.sandbox.server.sandbox_world import World
from bot.sandbox.server.webhook_delivery import LOOPBACK

FAREWELL = 2
BACKLOG = 2048
MAX_HEAD = 128 * 1024  # a GET may carry a whole message in its address


class CannotServe(Exception):
    """The server cannot listen here."""


class PortTaken(CannotServe):
    """The port is in use: stop the program that listens there, or choose another port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"port {port} on {host} is in use: stop what listens there, or choose another with --port"
        )


class AddressRefused(CannotServe):
    """This machine has no such address, or does not allow to listen there."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"cannot listen on {host}:{port}: {reason}")


def bound_socket(host: str, port: int) -> socket.socket:
    """Bind a TCP socket; with port 0, the system chooses.

    Raises:
        PortTaken: the port is in use.
        AddressRefused: for any other reason.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns off Nagle's delay (40 ms an answer) only where the protocol is named.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        # From here on, clients can connect; they wait until the server has started.
        bound.listen(BACKLOG)
    except OSError as exc:
        bound.close()
        if exc.errno == errno.EADDRINUSE:
            raise PortTaken(host, port) from exc
        raise AddressRefused(host, port, exc.strerror or str(exc)) from exc
    return bound


def address(bound: socket.socket) -> str:
    """Return the URL of a bound socket."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class SandboxServer(uvicorn.Server):
    """Uvicorn, which ends all long polls and streams before it stops."""

    def __init__(self, world: World, *, everywhere: bool = False) -> None:
        # Uvicorn's own log lines contain paths, and a path contains the token.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        super().__init__(
            uvicorn.Config(
                sandbox_app(world, None if everywhere else LOOPBACK),
                http=SeverableProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=FAREWELL,
                timeout_keep_alive=75,
                h11_max_incomplete_event_size=MAX_HEAD,
            )
        )
        self._world = world

    def stop(self) -> None:
        """Finish the requests in flight, then return from serving."""
        self.should_exit = True

    async def serve_quietly(self, bound: socket.socket) -> None:
        """Serve without handling the signals of the process."""
        await self._serve([bound])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        await self._world.close()
        await super().shutdown(sockets)


async def serve_until_stopped(server: SandboxServer, bound: socket.socket, *, watch_stdin: bool) -> None:
    """Serve until SIGINT, SIGTERM or, with `watch_stdin`, the end of standard input."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    if watch_stdin:
        threading.Thread(target=_watch_stdin, args=(loop, server), daemon=True).start()
    await server.serve_quietly(bound)


def _watch_stdin(loop: asyncio.AbstractEventLoop, server: SandboxServer) -> None:
    # A thread, since an event loop can wait for pipes but not for files or /dev/null.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    with contextlib.suppress(RuntimeError):  # the loop is closed, so the server has stopped already
        loop.call_soon_threadsafe(server.stop)


@asynccontextmanager
async def served(world: World) -> AsyncIterator[str]:
    """Serve a world on a free port of this machine, and yield its URL: for tests and benchmarks."""
    bound = bound_socket("127.0.0.1", 0)
    server = SandboxServer(world)
    task = asyncio.create_task(server.serve_quietly(bound))
    try:
        yield address(bound)
    finally:
        server.stop()
        await task
        bound.close()
