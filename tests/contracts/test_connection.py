"""The port `Connection`: a socket and the quiet connection are closed when they give way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.website.waiting import Connection, Waiting, WaitingLimits
from tests.bot.website.test_patient_protocol import served
from tests.fakes.connection import QuietConnection


class FirstComer(Waiting):
    """Hands the first connection to the test."""

    def __init__(self) -> None:
        super().__init__(WaitingLimits())
        self.first: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()

    def add(self, connection: Connection, address: str | None) -> None:
        super().add(connection, address)
        if not self.first.done():
            self.first.set_result(connection)


Opened = tuple[Connection, Callable[[], Awaitable[bool]]]


@pytest.fixture(params=["socket", "quiet"])
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    """A connection, and whether its client sees that it is closed."""
    if request.param == "quiet":
        quiet = QuietConnection()

        async def is_closed() -> bool:
            return not quiet.is_open

        yield quiet, is_closed
        return
    waiting = FirstComer()
    async with served(waiting) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)

        async def has_ended() -> bool:
            return await reader.read() == b""

        yield await waiting.first, has_ended
        writer.close()


async def test_connection_that_gives_way_is_closed(opened: Opened) -> None:
    connection, is_closed = opened
    connection.give_way()
    assert await is_closed()


async def test_connections_can_be_told_apart(opened: Opened) -> None:
    connection, _ = opened
    waiting = Waiting(WaitingLimits())
    waiting.add(connection, None)
    waiting.add(QuietConnection(), None)
    assert len(waiting) == 2
    waiting.discard(connection)
    assert len(waiting) == 1
