import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from starlette.requests import Request

from bot.sandbox.connection_cut import TRANSPORT, cut, silence


def request(*messages: str) -> Request:
    """A request whose client sends these, and then nothing."""
    coming = list(messages)

    async def receive() -> dict[str, Any]:
        if not coming:
            await asyncio.Event().wait()
        return {"type": coming.pop(0), "body": b"", "more_body": False}

    return Request({"type": "http", "headers": [], "method": "GET", "path": "/"}, receive)


async def seconds_of(waiting: Awaitable[None]) -> float:
    clock = asyncio.get_running_loop().time
    began = clock()
    await asyncio.wait_for(waiting, 20)
    return clock() - began


async def test_silence_ends_when_the_client_goes_away() -> None:
    assert await seconds_of(silence(request("http.request", "http.disconnect"), 3600)) < 10


async def test_silence_ends_when_the_time_is_up() -> None:
    assert 0.01 <= await seconds_of(silence(request("http.request"), 0.01)) < 10


async def test_a_connection_that_is_not_known_cannot_be_cut() -> None:
    unknown = request()
    cut(unknown)
    assert TRANSPORT not in unknown.scope


async def test_a_cut_connection_is_reset(url: str) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    body = b'{"kind": "reset_before"}'
    head = b"POST /sandbox/faults HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n" % len(body)
    writer.write(head + body)
    assert (await reader.readline()).startswith(b"HTTP/1.1 201")
    writer.write(b"GET /bot1:a/getMe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    with pytest.raises(ConnectionResetError):
        await reader.read()
    writer.close()
    with pytest.raises(ConnectionResetError):
        await writer.wait_closed()
