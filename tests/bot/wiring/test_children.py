"""Children are started on loopback, and waited for until they listen."""

import asyncio
import socket
import sys

from bot.wiring.children import (
    LOOPBACK,
    free_port,
    nlu_command,
    port_is_free,
    sandbox_command,
    until_listening,
)
from tests.conftest import ROOT


def test_commands_listen_on_loopback_and_end_with_their_parent() -> None:
    for command in (nlu_command(7), sandbox_command(7)):
        assert command.arguments[-5:] == ("--host", LOOPBACK, "--port", "7", "--watch-stdin")


def test_each_command_has_the_python_of_its_environment() -> None:
    assert nlu_command(7).arguments[0] == str(ROOT / ".venv-nlu" / "bin" / "python")
    assert sandbox_command(7).arguments[0] == sys.executable


def test_free_port_is_free_until_it_is_listened_on() -> None:
    port = free_port()
    assert port_is_free(LOOPBACK, port)
    with socket.socket() as taken:
        taken.bind((LOOPBACK, port))
        taken.listen()
        assert not port_is_free(LOOPBACK, port)


async def test_wait_ends_when_a_process_listens() -> None:
    port = free_port()
    waiting = asyncio.create_task(until_listening(port, within=30))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    server = await asyncio.start_server(lambda _, writer: writer.close(), LOOPBACK, port)
    async with asyncio.timeout(10):
        await waiting
    server.close()
    await server.wait_closed()


async def test_wait_ends_with_its_time_too() -> None:
    begun = asyncio.get_running_loop().time()
    async with asyncio.timeout(10):
        await until_listening(free_port(), within=0.1)
    assert asyncio.get_running_loop().time() - begun >= 0.1
