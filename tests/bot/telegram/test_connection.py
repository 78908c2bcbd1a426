"""The connection to a Bot API server: raw updates, and errors that say what must be done."""

import socket

import pytest

from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.telegram.connection import BotIdentity, HuifangBot, connected
from bot.telegram.send_errors import NotNow, PolledElsewhere, TokenRefused
from store.models.address import Address
from tests.bot.telegram.conftest import Stand


async def test_bot_knows_who_it_is(stand: Stand, bot: HuifangBot) -> None:
    assert await bot.identify() == BotIdentity(Address(42), stand.world.first.username)


def test_token_is_not_shown(bot: HuifangBot) -> None:
    assert "made-up" not in repr(bot)


async def test_updates_come_raw(stand: Stand, bot: HuifangBot) -> None:
    payload = {"id": 1, "depth": [{"x": None}], "from": {"id": 5}}
    update_id = await stand.client.inject("message", payload)
    assert await bot.fetch(None, 100, 0) == [{"update_id": update_id, "message": payload}]


async def test_offset_confirms_what_is_before_it(stand: Stand, bot: HuifangBot) -> None:
    first = await stand.client.inject("message", {"n": 1})
    await stand.client.inject("message", {"n": 2})
    assert len(await bot.fetch(None, 1, 0)) == 1
    assert [update["message"] for update in await bot.fetch(first + 1, 100, 0)] == [{"n": 2}]
    assert [update["message"] for update in await bot.fetch(None, 100, 0)] == [{"n": 2}]


async def test_wrong_token_is_refused(stand: Stand) -> None:
    async with connected("42:wrong", stand.url) as bot:
        with pytest.raises(TokenRefused):
            await bot.identify()
        with pytest.raises(TokenRefused):
            await bot.fetch(None, 100, 0)


async def test_address_that_is_no_bot_api_server_is_told_like_a_wrong_token(stand: Stand) -> None:
    async with connected("42:made-up", f"{stand.url}/elsewhere") as bot:
        with pytest.raises(TokenRefused, match="API address"):
            await bot.identify()


async def test_nobody_at_the_address_means_later() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        async with connected("42:made-up", f"http://127.0.0.1:{unused.getsockname()[1]}") as bot:
            with pytest.raises(NotNow, match="ClientConnectorError"):
                await bot.identify()


async def test_trouble_at_telegram_means_later(stand: Stand, bot: HuifangBot) -> None:
    await stand.client.fault(Fault(FaultKind.SERVER_ERROR, "getupdates", code=502))
    with pytest.raises(NotNow):
        await bot.fetch(None, 100, 0)


async def test_too_many_requests_tell_how_long_to_wait(stand: Stand, bot: HuifangBot) -> None:
    await stand.client.fault(Fault(FaultKind.TOO_MANY_REQUESTS, "getupdates", seconds=9))
    with pytest.raises(NotNow) as caught:
        await bot.fetch(None, 100, 0)
    assert caught.value.seconds == 9


async def test_webhook_forbids_polling_until_it_is_forgotten(stand: Stand, bot: HuifangBot) -> None:
    await bot.set_webhook("http://127.0.0.1:1/hook")
    with pytest.raises(PolledElsewhere):
        await bot.fetch(None, 100, 0)
    await bot.forget_webhook()
    assert await bot.fetch(None, 100, 0) == []


async def test_proxy_of_the_environment_is_not_asked_for_loopback(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with connected("42:made-up", stand.url) as bot:
        assert (await bot.identify()).address == Address(42)
