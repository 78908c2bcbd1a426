"""What a client sends too slowly, or too much of, is not waited for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.website.patient_protocol import RequestLimits, patient_protocol
from bot.website.waiting import Waiting, WaitingLimits
from tests.ports import free_port

LIMITS = RequestLimits(head=0.3, body=0.3, bytes_a_second=1000, head_bytes=2000)
REQUEST = b"GET / HTTP/1.1\r\nhost: test\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nhost: test\r\ncontent-length: %d\r\n\r\n"


async def echo(request: Request) -> Response:
    """Answer with the length of the body."""
    return PlainTextResponse(str(len(await request.body())))


@asynccontextmanager
async def served(waiting: Waiting, is_proxy: Callable[[str], bool] = lambda _: False) -> AsyncIterator[int]:
    """The port of a server with short limits."""
    port = free_port()
    app = Starlette(routes=[Route("/", echo, methods=["GET", "POST"])])
    protocol = patient_protocol(waiting, is_proxy, LIMITS)
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, http=protocol, lifespan="off", log_config=None, timeout_keep_alive=5)
    )
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        while not server.started:
            await asyncio.sleep(0.01)
    yield port
    server.should_exit = True
    await serving


@pytest.fixture
def waiting() -> Waiting:
    """Room for two connections."""
    return Waiting(WaitingLimits(total=2, from_one=2, grace=0))


@pytest.fixture
async def port(waiting: Waiting) -> AsyncIterator[int]:
    async with served(waiting) as port:
        yield port


async def answer(reader: asyncio.StreamReader) -> bytes:
    """The status line of the next answer; empty where the connection was closed."""
    async with asyncio.timeout(20):
        return await reader.readline()


async def closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def test_silent_connection_is_ended(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert await answer(reader) == b"HTTP/1.1 408 Request Timeout\r\n"
    await closed(writer)


async def test_head_that_drips_is_ended(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = asyncio.create_task(answer(reader))
    for byte in REQUEST:
        if said.done():
            break
        writer.write(bytes([byte]))
        await asyncio.sleep(0.05)
    assert await said == b"HTTP/1.1 408 Request Timeout\r\n"
    await closed(writer)


async def test_body_that_does_not_come_is_ended(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(POST % 10)
    assert await answer(reader) == b""
    await closed(writer)


async def test_large_body_has_more_time_as_it_comes(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(POST % 1500)
    for _ in range(3):
        writer.write(b"x" * 500)
        await asyncio.sleep(0.2)
    assert await answer(reader) == b"HTTP/1.1 200 OK\r\n"
    await closed(writer)


async def test_large_head_is_refused(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST[:-2] + b"x-long: " + b"y" * 3000)
    assert await answer(reader) == b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    await closed(writer)


async def test_connection_is_used_again_and_its_next_head_is_awaited(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(REQUEST)
        assert await answer(reader) == b"HTTP/1.1 200 OK\r\n"
        await reader.readuntil(b"\r\n\r\n")
        assert await reader.readexactly(1) == b"0"
    writer.write(b"GET / HT")
    assert await answer(reader) == b"HTTP/1.1 408 Request Timeout\r\n"
    await closed(writer)


async def test_silent_connections_give_way_to_a_request(port: int, waiting: Waiting) -> None:
    silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST)
    assert await answer(reader) == b"HTTP/1.1 200 OK\r\n"
    assert (await answer(silent[0][0]), len(waiting)) == (b"", 2)
    for _, each in (*silent, (reader, writer)):
        await closed(each)


async def test_connection_that_ends_counts_no_longer(port: int, waiting: Waiting) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    async with asyncio.timeout(20):
        while len(waiting) != 1:
            await asyncio.sleep(0.01)
        await closed(writer)
        while len(waiting):
            await asyncio.sleep(0.01)
    assert len(waiting) == 0


async def test_address_is_read_once_a_connection(waiting: Waiting) -> None:
    looked_at: list[str] = []

    def is_proxy(host: str) -> bool:
        looked_at.append(host)
        return False

    async with served(waiting, is_proxy) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(REQUEST)
            assert await answer(reader) == b"HTTP/1.1 200 OK\r\n"
            while await answer(reader) != b"\r\n":
                pass
            await reader.readexactly(1)
        await closed(writer)
    assert looked_at == ["127.0.0.1"]
