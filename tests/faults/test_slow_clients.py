"""Fault 53: honest clients are answered while a thousand others send nothing, or a head without its body."""

import asyncio
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import ROOT
from tests.faults.stage import Stage

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
CROWD = 1000
HONEST = 20
ASKED = ("/healthz", "/console/login", "/api/v1/services/1/link", "/api/v1/docs")
HEADS = {
    "silent": b"",
    "half a head": b"GET /console/login HTTP/1.1\r\nhost: x\r\nx-drip: ",
    "no body": b"POST /console/login HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n",
    "no end of chunks": b"POST /console/login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n",
}


@asynccontextmanager
async def crowd(site: str, head: bytes) -> AsyncIterator[None]:
    """So many clients, in a separate process, that each occupy a connection."""
    place = urlsplit(site)
    command = (sys.executable, "-m", "tests.faults.slow_crowd", place.hostname, str(place.port), str(CROWD))
    process = await asyncio.create_subprocess_exec(*map(str, command), cwd=ROOT, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(head)
    process.stdin.close()
    await process.stdout.readline()
    yield
    process.kill()
    await process.wait()


async def ask(http: httpx.AsyncClient) -> list[int]:
    """The status of each honest request, on a new connection."""
    return [(await http.get(path)).status_code for path in ASKED]


def honest(site: str) -> httpx.AsyncClient:
    """Clients that keep no connection."""
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.AsyncClient(base_url=site, trust_env=False, timeout=30, limits=limits)


@pytest.mark.parametrize("kind", HEADS)
async def test_53_slow_clients_occupy_no_honest_client_s_place(stage: Stage, kind: str) -> None:
    site = stage.installation.site
    async with honest(site) as http:
        expected = await ask(http)
        async with crowd(site, HEADS[kind]):
            answers = await asyncio.gather(*(ask(http) for _ in range(HONEST)))
    assert expected == [200, 200, 401, 200]
    assert answers == [expected] * HONEST


async def test_53_head_without_end_is_ended(stage: Stage) -> None:
    place = urlsplit(stage.installation.site)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    writer.write(HEADS["half a head"])
    async with asyncio.timeout(60):
        answer = await reader.readline()
    writer.close()
    assert answer == b"HTTP/1.1 408 Request Timeout\r\n"
