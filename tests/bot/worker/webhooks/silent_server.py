"""A server on loopback that takes connections and says nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

PATIENCE = 40  # seconds, on a busy machine


@dataclass
class SilentServer:
    """Knows when it was reached, and when the other side left."""

    address: str = ""
    came: asyncio.Event = field(default_factory=asyncio.Event)
    went: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.came.set()
        with suppress(ConnectionError):
            await reader.read()
        self.went.set()
        writer.close()

    async def reached(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.came.wait()

    async def left(self) -> None:
        """Wait until the process that connected is gone."""
        async with asyncio.timeout(PATIENCE):
            await self.went.wait()


@asynccontextmanager
async def listening() -> AsyncIterator[SilentServer]:
    """Listen until the block ends; `address` is that of apprise."""
    silent = SilentServer()
    server = await asyncio.start_server(silent.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    silent.address = f"mailto://127.0.0.1:{port}/?from=a@shop.example&to=b@shop.example&mode=insecure"
    async with server:
        yield silent
