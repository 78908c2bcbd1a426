import asyncio
from pathlib import Path

import pytest

from bot.sandbox.control.sandbox_client import SandboxUnreachable
from bot.sandbox.replay.replay_run import ReplayPace
from bot.sandbox.sandbox_server import PortTaken, bound_socket
from bot.sandbox.server.rates import NO_RATES
from bot.sandbox.server.sandbox_world import BadToken, World, WorldSettings
from bot.sandbox.terminal import replay, serve
from tests.bot.sandbox.echo import echoing
from tests.fakes.recognised_intents import OneIntent


def quiet(*_figures: object) -> None:
    """Ignore the figures."""


@pytest.fixture
def world() -> World:
    """A world with the real clock, on which delays are measured."""
    return World(WorldSettings(rates=NO_RATES))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "messages.jsonl"
    file.write_text('{"text": "Lovely", "intent": "praise"}\n{"text": "Awful", "intent": "complaint"}\n')
    return file


async def test_a_replay_is_reported_with_what_was_recognised(url: str, file: Path) -> None:
    async with echoing(url):
        found = await replay(file, url, ReplayPace(patience=10, calm=0.1), OneIntent(), quiet)
    assert (found.sent, found.answered, found.lost, found.twice) == (2, 2, [], [])
    assert found.table == {("praise", "praise"): 1, ("complaint", "praise"): 1}


async def test_a_replay_needs_a_sandbox(file: Path) -> None:
    with pytest.raises(SandboxUnreachable):
        await replay(file, "http://127.0.0.1:1", ReplayPace(), OneIntent(), quiet)


async def test_addresses_are_printed_before_serving() -> None:
    printed: list[str] = []
    serving = asyncio.create_task(serve(WorldSettings(), "127.0.0.1", 0, printed.append, watch_stdin=False))
    await asyncio.sleep(0)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    url = printed[1].split()[-1].rstrip("/")
    assert printed == [
        "Sandbox for trying and testing; this is not Telegram.",
        f"  chat page  {url}/",
        f"  Bot API    {url}/bot<token>/<method>  (HUIFANG_TELEGRAM_API={url})",
        f"  control    {url}/sandbox/status",
    ]


async def test_a_taken_port_and_a_bad_token_are_errors_at_the_start() -> None:
    with bound_socket("127.0.0.1", 0) as bound, pytest.raises(PortTaken):
        await serve(WorldSettings(), "127.0.0.1", bound.getsockname()[1], quiet, watch_stdin=False)
    with pytest.raises(BadToken):
        await serve(WorldSettings(token="nonsense"), "127.0.0.1", 0, quiet, watch_stdin=False)
