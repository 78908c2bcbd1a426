import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.sandbox_world import World


@pytest.fixture
async def customer(sandbox: SandboxClient) -> int:
    return await sandbox.customer("Emma")


async def frames(response: httpx.Response) -> AsyncIterator[Any]:
    """Server-sent events, without comments."""
    number = ""
    async for line in response.aiter_lines():
        if line.startswith("id: "):
            number = line[4:]
        elif line.startswith("data: "):
            event = json.loads(line[6:])
            assert number == str(event["seq"])
            yield event


async def test_events_of_a_chat_come_in_order(sandbox: SandboxClient, customer: int) -> None:
    sent = [await sandbox.send_text(customer, text) for text in ("a", "b")]
    events = await sandbox.events(chat=customer)
    assert [(event.seq, event.text) for event in events] == [(sent[0].seq, "a"), (sent[1].seq, "b")]
    assert await sandbox.events(sent[0].seq, chat=customer) == events[1:]


async def test_events_of_all_chats_come_in_order(sandbox: SandboxClient, customer: int) -> None:
    other = await sandbox.customer("Ben")
    await sandbox.send_text(customer, "a")
    await sandbox.send_text(other, "b")
    assert [(event.chat, event.text) for event in await sandbox.events()] == [(customer, "a"), (other, "b")]


async def test_events_are_given_in_portions(
    http: httpx.AsyncClient, sandbox: SandboxClient, customer: int
) -> None:
    for text in "abc":
        await sandbox.send_text(customer, text)
    portion = (await http.get("/sandbox/events?limit=2")).json()
    assert [event["body"]["text"] for event in portion] == ["a", "b"]


@pytest.mark.parametrize("chat", [True, False])
async def test_a_waiting_client_gets_a_new_event_at_once(
    sandbox: SandboxClient, customer: int, chat: bool
) -> None:
    waiting = asyncio.create_task(sandbox.events(0, 30, chat=customer if chat else None))
    await asyncio.sleep(0)
    await sandbox.send_text(customer, "news")
    [event] = await asyncio.wait_for(waiting, 10)
    assert event.text == "news"


@pytest.mark.parametrize("wait", ["0.05", "0", "-3", "soon"])
async def test_a_wait_without_events_returns_an_empty_list(
    http: httpx.AsyncClient, customer: int, wait: str
) -> None:
    assert (await http.get(f"/sandbox/chats/{customer}/events?wait={wait}")).json() == []


async def test_a_since_that_is_not_a_number_means_from_the_beginning(
    http: httpx.AsyncClient, sandbox: SandboxClient, customer: int
) -> None:
    await sandbox.send_text(customer, "a")
    assert len((await http.get("/sandbox/events?since=abc")).json()) == 1


@pytest.mark.parametrize("path", ["/sandbox/stream", "/sandbox/chats/{customer}/stream"])
async def test_a_stream_begins_with_the_next_event(
    http: httpx.AsyncClient, world: World, customer: int, path: str
) -> None:
    seat = Seat.of(world, world.first, customer)
    seat.say("before")
    async with http.stream("GET", path.format(customer=customer)) as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        seat.say("after")
        assert (await anext(frames(response)))["body"]["text"] == "after"


@pytest.mark.parametrize("by_header", [True, False])
async def test_a_stream_continues_after_the_last_event(
    http: httpx.AsyncClient, world: World, customer: int, by_header: bool
) -> None:
    seat = Seat.of(world, world.first, customer)
    first = seat.say("a").seq
    seat.say("b")
    seat.say("c")
    headers = {"Last-Event-ID": str(first)} if by_header else {}
    query = "" if by_header else f"?since={first}"
    async with http.stream("GET", f"/sandbox/stream{query}", headers=headers) as response:
        following = frames(response)
        assert [(await anext(following))["body"]["text"] for _ in range(2)] == ["b", "c"]


async def test_a_stream_ends_when_the_sandbox_stops(
    http: httpx.AsyncClient, world: World, customer: int
) -> None:
    async with http.stream("GET", f"/sandbox/chats/{customer}/stream") as response:
        await world.close()
        assert [event async for event in frames(response)] == []


async def test_a_waiting_client_is_answered_when_the_sandbox_stops(
    sandbox: SandboxClient, world: World, customer: int
) -> None:
    waiting = asyncio.create_task(sandbox.events(0, 30, chat=customer))
    await asyncio.sleep(0.05)  # until the request has arrived and waits
    await world.close()
    assert await asyncio.wait_for(waiting, 10) == []
