"""Streams of events: counted while they are open, and refused beyond the limit."""

import asyncio
from collections.abc import AsyncIterator

from sse_starlette import ServerSentEvent
from starlette.types import Message, Scope

from bot.console.web.event_stream import EventStream, StreamLimit

SCOPE: Scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}


async def endless() -> AsyncIterator[ServerSentEvent]:
    while True:
        yield ServerSentEvent(data="x")
        await asyncio.sleep(0.01)


async def failing() -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent(data="x")
    raise ValueError("broken")


class Visitor:
    """Takes what an answer sends, and hangs up when it is told to."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.left = asyncio.Event()
        self.start: Message = {}

    async def receive(self) -> Message:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        self.begun.set()


def test_members_are_counted_apart() -> None:
    limit = StreamLimit(most=2)
    assert [limit.take(1), limit.take(1), limit.take(1), limit.take(2)] == [True, True, False, True]
    limit.give_back(1)
    assert (limit.open_of(1), limit.take(1), limit.open_of(2)) == (1, True, 1)


async def test_stream_too_many_is_refused_and_its_place_is_free_when_another_ends() -> None:
    limit = StreamLimit(most=1)
    first, second, third = Visitor(), Visitor(), Visitor()
    running = asyncio.create_task(EventStream(endless(), limit, 1)(SCOPE, first.receive, first.send))
    await first.begun.wait()
    await EventStream(endless(), limit, 1)(SCOPE, second.receive, second.send)
    assert (second.start["status"], (b"retry-after", b"60") in second.start["headers"]) == (429, True)
    first.left.set()
    await running
    assert limit.open_of(1) == 0
    third.left.set()
    await EventStream(endless(), limit, 1)(SCOPE, third.receive, third.send)
    assert (third.start["status"], limit.open_of(1)) == (200, 0)


async def test_stream_that_fails_or_is_cut_is_counted_no_more() -> None:
    limit, visitor = StreamLimit(), Visitor()
    failed = asyncio.create_task(EventStream(failing(), limit, 1)(SCOPE, visitor.receive, visitor.send))
    await asyncio.wait([failed])
    assert (failed.exception() is None, limit.open_of(1)) == (False, 0)
    cut = asyncio.create_task(EventStream(endless(), limit, 1)(SCOPE, visitor.receive, visitor.send))
    await asyncio.sleep(0.05)
    cut.cancel()
    await asyncio.wait([cut])
    assert limit.open_of(1) == 0
