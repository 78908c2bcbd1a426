"""Notices are sent by a process of their own."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path

import pytest

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.notice_sender import PROCESS, ProcessNoticeSender
from tests.bot.worker.webhooks.mail_server import serving_mail
from tests.bot.worker.webhooks.receiver import receiving
from tests.bot.worker.webhooks.silent_server import listening

LOOPBACK = (ip_network("127.0.0.0/8"),)
REFUSED = PostEnd(None, "the service did not take it")
INSIDE = PostEnd(None, "the address leads to a network that is not allowed")
REDIRECT = "HTTP/1.1 307 Moved\r\nlocation: {}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
SENDING = """
import asyncio, sys
from ipaddress import ip_network
from bot.worker.webhooks.notice_sender import ProcessNoticeSender
asyncio.run(ProcessNoticeSender([ip_network("127.0.0.0/8")]).send(sys.argv[1], "Title", "Text"))
"""


def only_child() -> int:
    """Return the number of the one process that sends; fixtures of others may have started some too."""
    children = map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())
    [child] = [each for each in children if PROCESS in Path(f"/proc/{each}/cmdline").read_text()]
    return child


async def test_mail_arrives_with_title_and_text() -> None:
    async with serving_mail() as mail:
        end = await ProcessNoticeSender(LOOPBACK).send(mail.address, "回访通知", "新工单\nHF-000001")
    [message] = mail.mails
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    said = [part.decode().split() for part in parts if isinstance(part, bytes)]
    assert (end, message["to"], said) == (PostEnd(200), "lee@shop.example", [["新工单", "HF-000001"]])


@pytest.mark.parametrize("url", ["nothing://here", "mailtos://", "tgram://x"])
async def test_incomplete_address_is_named(url: str) -> None:
    end = await ProcessNoticeSender().send(url, "Title", "Text")
    assert end.reason.startswith("the address is not complete")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f000001", "127.1"],  # noqa: S104
)
async def test_host_of_this_machine_is_never_connected(host: str) -> None:
    async with receiving() as receiver:
        port = receiver.url.split(":")[2].removesuffix("/hook")
        end = await ProcessNoticeSender().send(f"json://{host}:{port}/", "Title", "Text")
    assert (end.is_success, receiver.requests) == (False, [])


async def test_redirect_to_another_network_is_refused() -> None:
    async with receiving() as inner:
        sender = ProcessNoticeSender([ip_network("127.0.0.2/32")])
        answer = REDIRECT.format(inner.url).encode()
        async with receiving(lambda _: answer, host="127.0.0.2") as outer:
            address = outer.url.replace("http", "json")
            end = await sender.send(f"{address}?redirect=yes", "Title", "Text")
    assert (end.is_success, len(outer.requests), inner.requests) == (False, 1, [])


async def test_proxy_of_the_installation_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiving() as proxy, receiving() as service:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        end = await ProcessNoticeSender(LOOPBACK).send(service.url.replace("http", "json"), "Title", "Text")
    assert (end.is_success, proxy.requests, len(service.requests)) == (True, [], 1)


async def test_answer_without_end_does_not_fill_the_memory() -> None:
    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            writer.write(b"HTTP/1.1 500 Broken\r\n\r\n")
            while True:
                writer.write(bytes(1_000_000))
                await writer.drain()

    pouring = await asyncio.start_server(pour, "127.0.0.1", 0)
    url = f"json://127.0.0.1:{pouring.sockets[0].getsockname()[1]}/"
    end = await ProcessNoticeSender(LOOPBACK, timeout=90).send(url, "Title", "Text")
    pouring.close()
    assert (end.is_success, end.reason == "no answer in time") == (False, False)  # ended by its limits


async def test_silent_server_is_given_up() -> None:
    async with listening() as silent:
        end = await ProcessNoticeSender(LOOPBACK, timeout=12).send(silent.address, "Title", "Text")
        if silent.came.is_set():  # a busy machine may give up before
            await silent.left()
    assert end == PostEnd(None, "no answer in time")


async def test_stopped_worker_leaves_no_process() -> None:
    async with listening() as silent:
        sending = asyncio.create_task(ProcessNoticeSender(LOOPBACK).send(silent.address, "Title", "Text"))
        await silent.reached()
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending
        await silent.left()
    assert sending.cancelled()


async def test_killed_worker_leaves_no_process() -> None:
    async with listening() as silent:
        worker = await asyncio.create_subprocess_exec(sys.executable, "-c", SENDING, silent.address)
        await silent.reached()
        worker.kill()
        await silent.left()
        assert await worker.wait() == -signal.SIGKILL


async def test_killed_process_is_an_end() -> None:
    async with listening() as silent:
        sending = asyncio.create_task(ProcessNoticeSender(LOOPBACK).send(silent.address, "Title", "Text"))
        await silent.reached()
        os.kill(only_child(), signal.SIGKILL)
        end = await sending
    assert end == PostEnd(None, "the process ended with -9")
