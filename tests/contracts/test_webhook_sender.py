"""The port `WebhookSender`: posts over HTTP and into a list end in the same ways."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from bot.sandbox.server.webhook_delivery import DeliveryFailed, HttpWebhookSender, WebhookSender
from tests.bot.sandbox.conftest import FakePost

NOWHERE = "http://127.0.0.1:1/hook"


async def teapot(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request with a status that no framework gives by itself."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 418 X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    with suppress(ConnectionError):
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@pytest.fixture
async def url() -> AsyncIterator[str]:
    listening = await asyncio.start_server(teapot, "127.0.0.1", 0)
    async with listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/hook"


@pytest.fixture(params=["http", "fake"])
def sender(request: pytest.FixtureRequest) -> WebhookSender:
    return HttpWebhookSender() if request.param == "http" else FakePost([418, 0])


async def test_status_is_returned_and_a_refused_connection_raised(sender: WebhookSender, url: str) -> None:
    assert await sender.post(url, b"{}", "s3cret") == 418
    with pytest.raises(DeliveryFailed, match="Connection refused"):
        await sender.post(NOWHERE, b"{}", "")
    await sender.close()
