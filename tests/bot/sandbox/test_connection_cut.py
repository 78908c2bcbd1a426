import asyncio
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


class SocketlessTransport(asyncio.Transport):
    """Has no socket, as some transports have, and can be aborted."""

    aborted = False

    def abort(self) -> None:
        self.aborted = True


async def test_silence_ends_when_the_client_goes_away() -> None:
    waiting = request("http.request", "http.disconnect")
    async with asyncio.timeout(10):
        await silence(waiting, 3600)
    with pytest.raises(TimeoutError):  # both messages are read
        await asyncio.wait_for(waiting.receive(), 0.01)


async def test_silence_ends_when_the_time_is_up() -> None:
    started = asyncio.get_running_loop().time()
    async with asyncio.timeout(10):
        await silence(request("http.request"), 0.01)
    assert asyncio.get_running_loop().time() - started >= 0.01


async def test_a_request_without_a_transport_is_not_cut() -> None:
    unconnected = request()
    before = dict(unconnected.scope)
    cut(unconnected)
    assert unconnected.scope == before


async def test_a_transport_without_a_socket_is_aborted() -> None:
    transport = SocketlessTransport()
    connected = request()
    connected.scope[TRANSPORT] = transport
    cut(connected)
    assert transport.aborted


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
