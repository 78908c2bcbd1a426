"""A web application on a socket, for as long as a test needs it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp


class QuietServer(uvicorn.Server):
    """Leaves the signals of the process alone."""

    async def serve_quietly(self, bound: socket.socket) -> None:
        await self._serve([bound])


@asynccontextmanager
async def quiet_server(app: ASGIApp, bound: socket.socket) -> AsyncIterator[None]:
    """Serve until the block ends."""
    config = uvicorn.Config(
        app, lifespan="off", ws="none", log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    server = QuietServer(config)
    task = asyncio.create_task(server.serve_quietly(bound))
    try:
        yield
    finally:
        server.should_exit = True
        await task
        bound.close()
