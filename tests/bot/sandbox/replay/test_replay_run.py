import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.sandbox.control.sandbox_client import SandboxClient, SandboxUnreachable
from bot.sandbox.replay.replay_file import ReplayLine
from bot.sandbox.replay.replay_run import Exchange, Replay, ReplayPace
from bot.sandbox.sandbox_server import served
from bot.sandbox.server.rates import NO_RATES
from bot.sandbox.server.sandbox_world import World, WorldSettings
from tests.bot.sandbox.echo import echoing

QUICK = ReplayPace(patience=10, calm=0.1)


@pytest.fixture
def world() -> World:
    """A world with the real clock, on which delays are measured."""
    return World(WorldSettings(rates=NO_RATES))


def lines(count: int, text: str = "hello") -> list[ReplayLine]:
    return [ReplayLine(str(number), f"{text} {number}", None, "en") for number in range(count)]


def quiet(sent: int, answered: int) -> None:
    """Ignore the progress."""


async def test_each_line_is_a_customer_who_is_answered(
    sandbox: SandboxClient, url: str, world: World
) -> None:
    progress: list[tuple[int, int]] = []
    async with echoing(url):
        exchanges = await Replay(sandbox, QUICK, lambda *figures: progress.append(figures)).run(lines(40))
    assert sorted(int(one.line.id) for one in exchanges) == list(range(40))
    assert [len(one.replies) for one in exchanges] == [1] * 40
    assert {one.customer for one in exchanges} == set(world.customers)
    assert [answered for _, answered in progress] == list(range(1, 41))
    assert all(0 < (one.delay or 0) < 10 for one in exchanges)


async def test_the_customers_have_a_name_and_a_language(
    sandbox: SandboxClient, url: str, world: World
) -> None:
    async with echoing(url):
        await Replay(sandbox, QUICK, quiet).run([ReplayLine("a-1", "你好", None, "zh-hans")])
    [customer] = world.customers.values()
    assert (customer.persona.first_name, customer.persona.language_code) == ("Replay a-1", "zh-hans")


async def test_messages_without_reply_are_lost_after_the_patience(sandbox: SandboxClient, url: str) -> None:
    pace = ReplayPace(patience=3.0, window=2, calm=0.5)
    mixed = [*lines(3), *lines(2, "ignore this"), *lines(3)]
    async with echoing(url):
        exchanges = await Replay(sandbox, pace, quiet).run(mixed)
    assert [one.line.text for one in exchanges if not one.replies] == ["ignore this 0", "ignore this 1"]
    assert [one.delay for one in exchanges if not one.replies] == [None, None]


async def test_reaction_is_a_reply(sandbox: SandboxClient, url: str) -> None:
    async with echoing(url):
        exchanges = await Replay(sandbox, QUICK, quiet).run(lines(2, "thanks"))
    assert [len(one.replies) for one in exchanges] == [1, 1]


async def test_second_replies_are_seen(sandbox: SandboxClient, url: str) -> None:
    async with echoing(url, times=2):
        exchanges = await Replay(sandbox, ReplayPace(patience=10, calm=0.5), quiet).run(lines(5))
    assert [len(one.replies) for one in exchanges] == [2] * 5


async def test_a_bot_that_is_killed_and_comes_back_answers_the_rest(sandbox: SandboxClient, url: str) -> None:
    half = asyncio.Event()

    def progress(sent: int, answered: int) -> None:
        if answered >= 20:
            half.set()

    async with asyncio.TaskGroup() as group:
        running = group.create_task(
            Replay(sandbox, ReplayPace(patience=20, calm=0.1), progress).run(lines(60))
        )
        async with echoing(url):
            await half.wait()
        async with echoing(url):
            exchanges = await running
    # The echo stores nothing: messages that it had answered and not yet confirmed, it answers again.
    assert [one.line.id for one in exchanges if not one.replies] == []
    assert len(exchanges) == 60


async def test_a_rate_does_not_wait_for_replies(sandbox: SandboxClient) -> None:
    clock = asyncio.get_running_loop().time
    started = clock()
    exchanges = await Replay(sandbox, ReplayPace(rate=50, patience=0.01, calm=0.01, window=1), quiet).run(
        lines(11)
    )
    assert len(exchanges) == 11
    assert clock() - started >= 10 / 50


async def test_only_the_window_is_on_its_way_without_a_rate(sandbox: SandboxClient) -> None:
    first = asyncio.create_task(Replay(sandbox, ReplayPace(patience=30, window=3), quiet).run(lines(10)))
    seen: list[str] = []
    while len(seen) < 3:
        seen = [event.text for event in await sandbox.events(0, 5)]
    later = await sandbox.events((await sandbox.events())[-1].seq, 0.2)
    first.cancel()
    assert (len(seen), later) == (3, [])


async def test_a_sandbox_that_stops_is_an_error() -> None:
    async with AsyncExitStack() as stack:
        async with served(World()) as url:
            client = await stack.enter_async_context(SandboxClient.at(url))
            running = asyncio.create_task(Replay(client, ReplayPace(patience=30), quiet).run(lines(2)))
            while len(await client.events()) < 2:
                pass
        with pytest.raises(SandboxUnreachable):
            await running


def test_the_delay_is_that_of_the_first_reply() -> None:
    exchange = Exchange(lines(1)[0], 7, 100.0, [100.5, 103.0])
    assert exchange.delay == 0.5
