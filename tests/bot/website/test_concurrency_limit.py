"""Too many requests at once are answered 503, and their number goes down again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.website.concurrency_limit import ConcurrencyLimit

MOST = 3


@dataclass
class Slow:
    """A site that answers when it may; `/stream` begins at once, and goes on until then; `/broken` fails."""

    may: asyncio.Event = field(default_factory=asyncio.Event)
    asked: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        if scope["path"] == "/broken":
            raise ValueError("broken")
        if scope["path"] == "/stream":
            await StreamingResponse(self._parts())(scope, receive, send)
            return
        if scope["path"] != "/healthz":
            await self.may.wait()
        await PlainTextResponse("ok")(scope, receive, send)

    async def _parts(self) -> AsyncIterator[str]:
        yield "begun"
        await self.may.wait()

    async def until_asked(self, times: int) -> None:
        async with asyncio.timeout(20):
            while self.asked < times:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def client(site: Slow) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(ConcurrencyLimit(site, MOST))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        yield http


async def test_one_too_many_is_turned_away_until_another_is_answered() -> None:
    site = Slow()
    async with client(site) as http:
        served = [asyncio.create_task(http.get("/")) for _ in range(MOST)]
        await site.until_asked(MOST)
        refused, alive = await http.post("/telegram/webhook"), await http.get("/healthz")
        site.may.set()
        answers = [(await each).status_code for each in served]
        again = await http.get("/")
    assert (refused.status_code, refused.headers["retry-after"], alive.status_code) == (503, "2", 200)
    assert (answers, again.status_code, site.asked) == ([200] * MOST, 200, MOST + 2)


async def test_answer_that_has_begun_counts_no_more() -> None:
    site = Slow()
    async with client(site) as http:
        streams = [asyncio.create_task(http.get("/stream")) for _ in range(MOST)]
        await site.until_asked(MOST)
        page = asyncio.create_task(http.get("/"))
        await site.until_asked(MOST + 1)
        site.may.set()
        assert [each.status_code for each in await asyncio.gather(page, *streams)] == [200] * (MOST + 1)


async def test_request_that_fails_counts_no_more() -> None:
    site = Slow()
    site.may.set()
    async with client(site) as http:
        for _ in range(MOST + 1):
            with pytest.raises(ValueError, match="broken"):
                await http.get("/broken")
        assert (await http.get("/")).status_code == 200


async def test_one_address_leaves_room_for_others() -> None:
    site = Slow()
    limited = ConcurrencyLimit(site, MOST, from_one=1)
    async with (
        httpx.AsyncClient(
            transport=httpx.ASGITransport(limited, client=("192.0.2.1", 1)), base_url="http://test"
        ) as first,
        httpx.AsyncClient(
            transport=httpx.ASGITransport(limited, client=("192.0.2.2", 1)), base_url="http://test"
        ) as second,
    ):
        served = [asyncio.create_task(first.get("/"))]
        await site.until_asked(1)
        refused = await first.get("/")
        served.append(asyncio.create_task(second.get("/")))
        await site.until_asked(2)
        site.may.set()
        answers = [(await each).status_code for each in served]
    assert (refused.status_code, answers) == (503, [200, 200])


async def test_request_counts_only_when_its_body_has_come() -> None:
    site, come = Slow(), asyncio.Event()

    async def slow_body() -> AsyncIterator[bytes]:
        yield b"first"
        await come.wait()
        yield b"last"

    async with client(site) as http:
        waiting = [asyncio.create_task(http.post("/", content=slow_body())) for _ in range(MOST)]
        page = asyncio.create_task(http.get("/"))
        await site.until_asked(1)
        site.may.set()
        assert (await page).status_code == 200
        come.set()
        assert [each.status_code for each in await asyncio.gather(*waiting)] == [200] * MOST
