"""The port `UpdateSource`: a Bot API server and the scripted source hand out updates in the same way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.telegram.connection import HuifangBot
from bot.telegram.poller import UpdateSource
from bot.telegram.send_errors import NotNow, PolledElsewhere
from tests.bot.telegram.conftest import Stand
from tests.fakes.update_source import ScriptedSource

PAYLOADS = ({"n": 1}, {"n": 2})


@dataclass(frozen=True, slots=True)
class Channel:
    """A source, and how something happens to it."""

    source: UpdateSource
    send: Callable[[], Awaitable[None]]
    trouble: Callable[[], Awaitable[None]]
    webhook: Callable[[], Awaitable[None]]


def scripted() -> Channel:
    answers: list[Any] = []

    async def send() -> None:
        updates = [{"update_id": number, "message": each} for number, each in enumerate(PAYLOADS, 10)]
        answers.extend([updates, []])

    async def trouble() -> None:
        answers.append(NotNow("HTTPStatusError"))

    async def webhook() -> None:
        answers.append(PolledElsewhere("a webhook is set"))

    return Channel(ScriptedSource(answers), send, trouble, webhook)


def telegram(stand: Stand, bot: HuifangBot) -> Channel:
    async def send() -> None:
        for each in PAYLOADS:
            await stand.client.inject("message", each)

    async def trouble() -> None:
        await stand.client.fault(Fault(FaultKind.SERVER_ERROR, "getupdates", code=502))

    async def webhook() -> None:
        await bot.set_webhook("http://127.0.0.1:1/hook")

    return Channel(bot, send, trouble, webhook)


@pytest.fixture(params=["telegram", "scripted"])
def channel(request: pytest.FixtureRequest, stand: Stand, bot: HuifangBot) -> Channel:
    return telegram(stand, bot) if request.param == "telegram" else scripted()


async def test_updates_come_raw_in_order_until_they_are_confirmed(channel: Channel) -> None:
    await channel.send()
    updates = await channel.source.fetch(None, 100, 0)
    assert [update["message"] for update in updates] == list(PAYLOADS)
    assert await channel.source.fetch(updates[-1]["update_id"] + 1, 100, 0) == []


async def test_trouble_means_later(channel: Channel) -> None:
    await channel.trouble()
    with pytest.raises(NotNow):
        await channel.source.fetch(None, 100, 0)


async def test_webhook_forbids_polling_until_it_is_forgotten(channel: Channel) -> None:
    await channel.webhook()
    with pytest.raises(PolledElsewhere):
        await channel.source.fetch(None, 100, 0)
    await channel.source.forget_webhook()
    await channel.send()
    assert len(await channel.source.fetch(None, 100, 0)) == 2
