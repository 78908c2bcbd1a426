import asyncio
import socket

import httpx
import pytest

from bot.sandbox.sandbox_server import (
    AddressRefused,
    PortTaken,
    SandboxServer,
    address,
    bound_socket,
    serve_until_stopped,
    served,
)
from bot.sandbox.server.sandbox_world import World


def test_a_taken_port_is_named() -> None:
    with bound_socket("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortTaken) as caught:
            bound_socket("127.0.0.1", port)
    assert str(caught.value) == (
        f"port {port} on 127.0.0.1 is in use: stop what listens there, or choose another with --port"
    )


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(AddressRefused, match=r"^cannot listen on 192\.0\.2\.1:9000: "):
        bound_socket("192.0.2.1", 9000)


def test_the_address_is_a_url() -> None:
    with bound_socket("127.0.0.1", 0) as bound:
        assert address(bound) == f"http://127.0.0.1:{bound.getsockname()[1]}"


def test_clients_can_connect_before_the_server_starts() -> None:
    with bound_socket("127.0.0.1", 0) as bound, socket.create_connection(bound.getsockname(), 5) as client:
        assert client.getpeername() == bound.getsockname()


def test_nagles_delay_is_turned_off() -> None:
    with bound_socket("127.0.0.1", 0) as bound:
        assert bound.proto == socket.IPPROTO_TCP


async def test_a_served_world_answers_until_the_block_ends(world: World) -> None:
    async with served(world) as url, httpx.AsyncClient(trust_env=False) as http:
        assert (await http.get(f"{url}/bot1:a/getMe")).status_code == 200
    assert world.closed
    async with httpx.AsyncClient(trust_env=False) as http:
        with pytest.raises(httpx.ConnectError):
            await http.get(url)


async def test_long_polls_and_streams_do_not_delay_the_end(world: World) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
        async with served(world) as url:
            poll = asyncio.create_task(http.get(f"{url}/bot1:a/getUpdates?timeout=50"))
            stream = asyncio.create_task(http.get(f"{url}/sandbox/stream"))
            while not (await http.get(f"{url}/sandbox/status")).json()["calls"].get("getupdates"):
                pass
        assert (await poll).json()["error_code"] == 503
        assert (await stream).text.startswith(": hello")


async def test_the_server_stops_on_request(world: World) -> None:
    server = SandboxServer(world)
    with bound_socket("127.0.0.1", 0) as bound:
        serving = asyncio.create_task(serve_until_stopped(server, bound, watch_stdin=False))
        async with httpx.AsyncClient(trust_env=False) as http:
            assert (await http.get(f"{address(bound)}/sandbox/status")).status_code == 200
        server.stop()
        await asyncio.wait_for(serving, 10)
