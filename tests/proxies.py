"""Small proxies of both kinds: SOCKS5 (RFC 1928, RFC 1929) and HTTP (RFC 9112, 3.2.2)."""

import asyncio
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Proxy:
    """Leads everything to one server; `targets` are the hosts and ports that clients asked for."""

    server: tuple[str, int]
    password: str | None = None
    targets: list[tuple[str, int]] = field(default_factory=list)
    port: int = 0

    async def socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one SOCKS5 client."""
        version, methods = await reader.readexactly(2)
        assert version == 5
        await reader.readexactly(methods)
        writer.write(bytes([5, 0 if self.password is None else 2]))
        if self.password is not None:
            await reader.readexactly(1)
            await _text(reader)
            is_right = await _text(reader) == self.password
            writer.write(bytes([1, 0 if is_right else 1]))
            if not is_right:
                return
        _, command, _, kind = await reader.readexactly(4)
        assert command == 1
        host = await _text(reader) if kind == 3 else ".".join(map(str, await reader.readexactly(4)))
        (port,) = struct.unpack(">H", await reader.readexactly(2))
        self.targets.append((host, port))
        writer.write(bytes([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]))
        await _joined((reader, writer), await asyncio.open_connection(*self.server))

    async def http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one HTTP client that asks for an absolute address."""
        method, address, version = (await reader.readuntil(b"\r\n")).split()
        parts = urlsplit(address.decode())
        self.targets.append((parts.hostname or "", parts.port or 80))
        there = await asyncio.open_connection(*self.server)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        there[1].write(b" ".join([method, path.encode(), version]) + b"\r\n")
        await _joined((reader, writer), there)


@asynccontextmanager
async def proxying(url: str, kind: str, password: str | None = None) -> AsyncIterator[Proxy]:
    """A proxy, `socks` or `http`, on a free port, which leads to the server at this address."""
    parts = urlsplit(url)
    proxy = Proxy((parts.hostname or "", parts.port or 80), password)
    serve: Callable[..., Awaitable[None]] = proxy.socks if kind == "socks" else proxy.http
    serving: set[asyncio.Task[None]] = set()

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await serve(reader, writer)
        writer.transport.abort()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


async def _text(reader: asyncio.StreamReader) -> str:
    (length,) = await reader.readexactly(1)
    return (await reader.readexactly(length)).decode()


async def _joined(client: Streams, server: Streams) -> None:
    try:
        await asyncio.gather(_carried(client[0], server[1]), _carried(server[0], client[1]))
    finally:
        server[1].transport.abort()


async def _carried(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.close()
