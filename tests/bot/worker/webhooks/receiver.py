"""A receiver of events over HTTP on loopback."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[int], bytes]
OK = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"
BROKEN = b"HTTP/1.1 500 Broken\r\ncontent-length: 6\r\nconnection: close\r\n\r\nsecret"


@dataclass(slots=True)
class EventReceiver:
    """Keeps each request, and answers by its number."""

    answer: Answer
    url: str = ""
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): text.strip() for name, _, text in (line.partition(":") for line in head[1:])}
        body = await reader.readexactly(int(headers["content-length"]))
        self.requests.append((headers, body))
        answer = self.answer(len(self.requests))
        with suppress(ConnectionError):
            writer.write(answer)
            await writer.drain()
            writer.close()
            await writer.wait_closed()


@asynccontextmanager
async def receiving(
    answer: Answer = lambda _: OK, *, host: str = "127.0.0.1"
) -> AsyncIterator[EventReceiver]:
    """Listen on loopback."""
    receiver = EventReceiver(answer)
    listening = await asyncio.start_server(receiver.serve, host, 0)
    async with listening:
        receiver.url = f"http://{host}:{listening.sockets[0].getsockname()[1]}/hook"
        yield receiver
