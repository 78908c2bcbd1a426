"""Posting over HTTP."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_network

import pytest

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.event_poster import HttpEventPoster
from tests.bot.worker.webhooks.receiver import BROKEN, receiving

LOOPBACK = (ip_network("127.0.0.0/8"),)


async def test_bytes_arrive_as_they_are() -> None:
    async with receiving() as receiver:
        end = await HttpEventPoster(LOOPBACK).post(receiver.url, {"webhook-id": "evt_1"}, b'{"a":"\xc3\xa9"}')
    [(headers, body)] = receiver.requests
    assert (end, headers["webhook-id"], body) == (PostEnd(204), "evt_1", b'{"a":"\xc3\xa9"}')


async def test_redirect_is_not_followed_and_the_answer_is_not_kept() -> None:
    async with receiving(lambda _: BROKEN) as receiver:
        assert await HttpEventPoster(LOOPBACK).post(receiver.url, {}, b"{}") == PostEnd(500)
    moved = b"HTTP/1.1 302 Found\r\nlocation: /other\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    async with receiving(lambda _: moved) as receiver:
        assert await HttpEventPoster(LOOPBACK).post(receiver.url, {}, b"{}") == PostEnd(302)
    assert len(receiver.requests) == 1


async def test_begin_of_the_answer_is_kept_where_it_is_asked_for() -> None:
    long = b"HTTP/1.1 200 OK\r\ncontent-length: 9000\r\nconnection: close\r\n\r\n" + b"x" * 9000
    async with receiving(lambda _: long) as receiver:
        end = await HttpEventPoster(LOOPBACK).post(receiver.url, {}, b"{}", 100)
    assert end == PostEnd(200, answer=b"x" * 100)


@pytest.mark.parametrize(
    ("status", "said", "wait"),
    [(b"429", b"90", timedelta(seconds=90)), (b"503", b"soon", None), (b"400", b"90", None)],
)
async def test_receiver_that_is_busy_says_how_long(
    status: bytes, said: bytes, wait: timedelta | None
) -> None:
    busy = b"HTTP/1.1 %s X\r\nretry-after: %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    async with receiving(lambda _: busy % (status, said)) as receiver:
        end = await HttpEventPoster(LOOPBACK).post(receiver.url, {}, b"{}")
    assert end == PostEnd(int(status), retry_after=wait)


async def test_inner_address_is_refused_unless_it_is_own() -> None:
    async with receiving() as receiver:
        end = await HttpEventPoster().post(receiver.url, {}, b"{}")
        secure = await HttpEventPoster().post(receiver.url.replace("http:", "https:"), {}, b"{}")
    assert (receiver.requests, end.status, secure.status) == ([], None, None)
    assert "not allowed" in end.reason


async def test_receiver_that_does_not_answer_is_given_up() -> None:
    gone = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        await writer.wait_closed()
        gone.set()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as listening:
        url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
        end = await HttpEventPoster(LOOPBACK, timeout=0.2).post(url, {}, b"{}")
        await gone.wait()
    assert end == PostEnd(None, "no answer in time")


async def test_name_is_resolved_once_for_the_check_and_the_connection() -> None:
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.9.9.9"]

    async with receiving() as receiver:
        url = receiver.url.replace("127.0.0.1", "crm.example")
        end = await HttpEventPoster(LOOPBACK, resolve=rebinding).post(url, {}, b"{}")
    assert (end, asked) == (PostEnd(204), ["crm.example"])
    assert receiver.requests[0][0]["host"].startswith("crm.example")
